/*
 * Prints what this machine's processor makes of x87 instructions run in random x87 states.
 *
 *   gcc -O1 -o /tmp/x87 x87.c && /tmp/x87 SEED LINES [FILTER] > x87.txt
 *
 * What the tests replay (src/test/resources/emu/core/insn) was made by
 *
 *   /tmp/x87 1 6000 | LC_ALL=C sort | gzip -9n > x87.txt.gz
 *
 * A line is, all in hexadecimal: the instruction's bytes, whose memory operand is at RDI, and FILTER the beginning of
 * them; then, before and after a bar, the state: control, status and tag word, status flags of RFLAGS, memory operand
 * of 10 bytes, ST(0) to ST(7); and after the bar also AX, opcode, distance of the instruction pointer from the
 * instruction, distance of the operand pointer from the operand (both 1 if it was left alone, 2 if it is 0).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef struct __attribute__((packed)) { uint64_t m; uint16_t se; } f80;
typedef struct __attribute__((packed)) {
  uint16_t cw, r1, sw, r2, tw, r3;
  uint32_t fip;
  uint16_t fcs, fop;
  uint32_t fdp;
  uint16_t fds, r4;
  f80 st[8];
} image;

#define UNTOUCHED 0x12345678

static uint64_t state;

static uint64_t rnd(void) { /* splitmix64 */
  uint64_t z = (state += 0x9e3779b97f4a7c15ull);
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return z ^ z >> 31;
}

static unsigned below(unsigned n) { return rnd() % n; }

static const f80 pool[] = {
  {0, 0}, {0, 0x8000}, {1ull << 63, 0x3fff}, {1ull << 63, 0xbfff}, {3ull << 62, 0x3fff}, {1ull << 63, 0x3ffe},
  {1ull << 63, 0x7fff}, {1ull << 63, 0xffff}, {3ull << 62, 0xffff}, {0xc000000000000123, 0x7fff},
  {0x8000000000000456, 0x7fff}, {0xa000000000000000, 0xffff}, {1, 0}, {1ull << 63, 0}, {~0ull >> 1, 0x8000},
  {0x4000000000000000, 0x3fff}, {0, 0x4000}, {0, 0x7fff}, {1ull << 62, 0xffff}, {~0ull, 0x7ffe}, {~0ull, 0xfffe},
  {1ull << 63, 1}, {0xc90fdaa22168c235, 0x4000}, {0xc90fdaa22168c235, 0xc03d}, {1ull << 63, 0x403e},
  {0xfffffffffffffffe, 0x403d}, {0xfffe000000000000, 0x400d}, {0x8000800000000000, 0xc00e}, {0xffffff7fffffffff, 0x407e},
  {0x8000000000000000, 0x3f6a}, {0xabcdef0123456789, 0x3ff0}, {0x9876543210fedcba, 0xc002}, {0xdeadbeefdeadbeef, 0x4010},
  {0xb504f333f9de6484, 0x3ffe}, {0xfffffffffffff800, 0x43fe}, {0x8000000000000001, 0x3c01}, {0xf000000000000000, 0x0005},
};
#define POOL (sizeof pool / sizeof *pool)

static f80 value(void) {
  if (below(8)) return pool[below(POOL)];
  f80 a = {rnd() | 1ull << 63, 0x3fff + below(40) - 20};
  a.se |= below(2) << 15;
  return a;
}

static f80 memory(void) { /* any of the sizes that the instruction may read */
  f80 a = value();
  static const uint64_t reals[] = {
    0, 1ull << 63, 0x3ff0000000000000, 0x7ff0000000000000, 0x7ff0000000000001, 0xfff8000000000000, 1, 0x800fffffffffffff,
    0x3f800000, 0x7f800001, 0xff800000, 0x7fc00000, 0x80000001, 0x40490fdb, 0x4008000000000000, 0x7fefffffffffffff, 0x8000, 0x7fff,
    0x80000000, 0x8000000000000000, 0xffffffff, 0xfffffffffffffff9};
  if (below(3)) a.m = reals[below(sizeof reals / sizeof *reals)];
  return a;
}

static void instruction(uint8_t *code) {
  for (;;) {
    unsigned op = 0xd8 + below(8), reg = below(8);
    code[0] = op;
    if (below(3) == 0) {
      code[1] = reg << 3 | 7; /* [rdi] */
      if (op == 0xd9 && (reg == 1 || reg == 4 || reg == 6)) continue;
      if (op == 0xdb && (reg == 4 || reg == 6)) continue;
      if (op == 0xdd && reg >= 4 && reg != 7) continue;
      return;
    }
    uint8_t modrm = code[1] = 0xc0 | below(64);
    if (op == 0xd9 && ((modrm >= 0xd1 && modrm <= 0xdf) || modrm == 0xe2 || modrm == 0xe3 || modrm == 0xe6 || modrm == 0xe7 || modrm == 0xef)) continue;
    if (op == 0xda && modrm >= 0xe0 && modrm != 0xe9) continue;
    if (op == 0xdb && ((modrm >= 0xe0 && modrm <= 0xe7 && modrm != 0xe2 && modrm != 0xe3) || modrm >= 0xf8)) continue;
    if (op == 0xdc && modrm >= 0xd0 && modrm <= 0xdf) continue;
    if (op == 0xdd && ((modrm >= 0xc8 && modrm <= 0xcf) || modrm >= 0xf0)) continue;
    if (op == 0xde && modrm >= 0xd0 && modrm <= 0xdf && modrm != 0xd9) continue;
    if (op == 0xdf && ((modrm >= 0xc8 && modrm <= 0xdf) || (modrm >= 0xe1 && modrm <= 0xe7) || modrm >= 0xf8)) continue;
    return;
  }
}

static void print(const image *s, unsigned flags, f80 mem) {
  printf(" %04x %04x %04x %03x %04x%016llx", s->cw, s->sw, s->tw, flags & 0x8d5, mem.se, (unsigned long long)mem.m);
  for (int i = 0; i < 8; i++) printf(" %04x%016llx", s->st[i].se, (unsigned long long)s->st[i].m);
}

static unsigned distance(uint32_t pointer, const void *base) {
  return pointer == UNTOUCHED ? 1 : pointer == 0 ? 2 : pointer - (uint32_t)(uintptr_t)base;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: x87 SEED LINES [FILTER]\n");
    return 1;
  }
  state = strtoull(argv[1], 0, 0);
  uint8_t *page = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  static image in, out;
  static f80 mem;
  for (long n = atol(argv[2]); n > 0;) {
    memset(&in, 0, sizeof in);
    uint8_t code[2];
    instruction(code);
    unsigned pc[] = {0, 2, 3, 3};
    in.cw = 0x40 | (below(3) ? 0x3f : below(64)) | pc[below(4)] << 8 | below(4) << 10;
    in.sw = below(8) << 11 | (below(0x10000) & 0x4700) | (below(64) & in.cw & 0x3f) | (below(4) ? 0 : 0x40);
    unsigned top = in.sw >> 11 & 7, full = below(4) ? 8 : below(9);
    for (int i = 0; i < 8; i++) {
      in.st[i] = value();
      in.tw |= (i < (int)full && below(20) ? 0 : 3) << 2 * ((top + i) & 7);
    }
    if (below(3) == 0) in.tw |= 3 << 2 * ((top + 7) & 7);
    if (below(3) == 0) in.tw &= ~(0xf << 2 * (top & 7));
    in.r1 = in.r2 = in.r3 = in.r4 = 0xffff;
    in.fip = in.fdp = UNTOUCHED;
    f80 before = mem = memory();
    unsigned long flags = below(0x1000) & 0x8d5, after, ax = 0x5a5a;
    /* the instruction alone between two that do not wait */
    uint8_t *p = page;
    memcpy(p, "\xdd\x26", 2), p += 2;        /* frstor [rsi] */
    uint8_t *at = p;
    memcpy(p, code, 2), p += 2;
    memcpy(p, "\xdd\x32", 2), p += 2;        /* fnsave [rdx] */
    *p++ = 0xc3;
    asm volatile("sub $128, %%rsp; push %3; popfq; call *%6; pushfq; pop %0; add $128, %%rsp"
                 : "=&r"(after), "+a"(ax), "=m"(out) : "r"(flags | 0x202), "S"(&in), "d"(&out), "r"(page), "D"(&mem) : "memory", "cc");
    if (argc > 3) {
      char text[8];
      sprintf(text, "%02x%02x", code[0], code[1]);
      if (strncmp(text, argv[3], strlen(argv[3])) != 0) continue;
    }
    printf("%02x%02x", code[0], code[1]);
    print(&in, flags, before);
    printf(" |");
    print(&out, after, mem);
    printf(" %lx %x %x %x\n", ax & 0xffff, out.fop, distance(out.fip, at), distance(out.fdp, &mem));
    n--;
  }
  return 0;
}
