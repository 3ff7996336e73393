/*
 * Prints what this machine's processor makes of SSE floating-point instructions with random operands, MXCSR included.
 *
 *   gcc -O1 -o /tmp/sse sse.c && /tmp/sse SEED LINES [FILTER] > sse.txt
 *
 * What the tests replay (src/test/resources/emu/core/insn) was made by
 *
 *   /tmp/sse 1 6000 | LC_ALL=C sort | gzip -9n > sse.txt.gz
 *
 * A line is, all in hexadecimal: the instruction's bytes, and FILTER the beginning of them; MXCSR; XMM0, XMM1, MM0, MM1,
 * RCX; and after a bar MXCSR, XMM0, MM0, RAX (0 before), status flags (0 before), 1 if it raised #XM.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

static uint64_t state;

static uint64_t rnd(void) { /* splitmix64 */
  uint64_t z = (state += 0x9e3779b97f4a7c15ull);
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return z ^ z >> 31;
}

static unsigned below(unsigned n) { return rnd() % n; }

static const uint64_t doubles[] = {
  0, 1ull << 63, 0x3ff0000000000000, 0xbff0000000000000, 0x3ff8000000000000, 0x7ff0000000000000, 0xfff0000000000000,
  0x7ff8000000000000, 0xfff8000000000123, 0x7ff0000000000456, 1, 0x800fffffffffffff, 0x0010000000000000,
  0x7fefffffffffffff, 0xffefffffffffffff, 0x41dfffffffc00000, 0xc1e0000000200000, 0x43e0000000000000, 0x3fe0000000000000,
  0x400921fb54442d18, 0x47efffffefffffff, 0x3810000000000000, 0x36a0000000000000, 0x0018000000000001, 0x4004000000000000};
static const uint32_t singles[] = {
  0, 1u << 31, 0x3f800000, 0xbf800000, 0x3fc00000, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc00123, 0x7f800456, 1,
  0x807fffff, 0x00800000, 0x7f7fffff, 0xff7fffff, 0x4effffff, 0xcf000001, 0x5f000000, 0x3f000000, 0x40490fdb, 0x00c00001,
  0x40200000, 0x3effffff, 0x4b000001};

static uint64_t two(int wide) {
  if (wide) return below(5) ? doubles[below(sizeof doubles / 8)] : (rnd() & ~(0x7feull << 52)) | (uint64_t)(0x3f8 + below(16)) << 52;
  uint64_t r = 0;
  for (int i = 0; i < 2; i++)
    r = r << 32 | (below(5) ? singles[below(sizeof singles / 4)] : ((uint32_t)rnd() & ~(0xffu << 23)) | (0x78 + below(16)) << 23);
  return r;
}

static const struct { const char *bytes; int wide, immediate; } instructions[] = {
#define ALL(OP) {"0f" OP, 0, 0}, {"660f" OP, 1, 0}, {"f30f" OP, 0, 0}, {"f20f" OP, 1, 0},
  ALL("51") ALL("58") ALL("59") ALL("5a") ALL("5c") ALL("5d") ALL("5e") ALL("5f")
  ALL("2a") ALL("2c") ALL("2d")
  {"f3480f2a", 0, 0}, {"f2480f2a", 1, 0}, {"f3480f2c", 0, 0}, {"f2480f2c", 1, 0}, {"f3480f2d", 0, 0}, {"f2480f2d", 1, 0},
  {"0f2e", 0, 0}, {"660f2e", 1, 0}, {"0f2f", 0, 0}, {"660f2f", 1, 0},
  {"0fc2", 0, 1}, {"660fc2", 1, 1}, {"f30fc2", 0, 1}, {"f20fc2", 1, 1},
  {"0f5b", 0, 0}, {"660f5b", 0, 0}, {"f30f5b", 0, 0}, {"660fe6", 1, 0}, {"f30fe6", 0, 0}, {"f20fe6", 1, 0},
  {"660f7c", 1, 0}, {"f20f7c", 0, 0}, {"660f7d", 1, 0}, {"f20f7d", 0, 0}, {"660fd0", 1, 0}, {"f20fd0", 0, 0},
  {"660f3a08", 0, 1}, {"660f3a09", 1, 1}, {"660f3a0a", 0, 1}, {"660f3a0b", 1, 1}, {"660f3a40", 0, 1}, {"660f3a41", 1, 1},
};
#define COUNT (sizeof instructions / sizeof *instructions)

static int length, faulted;

static void onFault(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info;
  ucontext_t *c = context;
  c->uc_mcontext.gregs[REG_RIP] += length;
  faulted = 1;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: sse SEED LINES [FILTER]\n");
    return 1;
  }
  state = strtoull(argv[1], 0, 0);
  struct sigaction action = {.sa_sigaction = onFault, .sa_flags = SA_SIGINFO};
  sigaction(SIGFPE, &action, 0);
  uint8_t *page = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  static struct { uint64_t x0[2], x1[2], m0, m1, rcx; uint32_t mxcsr; } in, out;
  for (long n = atol(argv[2]); n > 0;) {
    unsigned i = below(COUNT);
    int wide = instructions[i].wide;
    char text[32];
    sprintf(text, "%sc1", instructions[i].bytes);
    if (instructions[i].immediate) sprintf(text + strlen(text), "%02x", below(2) ? below(8) : below(256));
    for (int j = 0; j < 2; j++) in.x0[j] = two(wide), in.x1[j] = below(5) ? two(wide) : in.x0[j];
    in.m0 = two(0);
    in.m1 = below(2) ? two(0) : rnd() >> below(64);
    in.rcx = below(2) ? two(1) : rnd() >> below(64);
    in.mxcsr = below(4) << 13 | (below(3) ? 0x3f : below(64)) << 7 | (below(4) ? 0 : 0x40) | (below(4) ? 0 : 0x8000) | (below(2) ? 0 : below(64));
    if (argc > 3 && strncmp(text, argv[3], strlen(argv[3])) != 0) continue;
    length = strlen(text) / 2;
    for (int j = 0; j < length; j++) {
      unsigned byte;
      sscanf(text + 2 * j, "%2x", &byte);
      page[j] = byte;
    }
    page[length] = 0xc3;
    faulted = 0;
    uint64_t rax = 0, flags;
    asm volatile(
      "sub $128, %%rsp; push $0x202; popfq; movups %5, %%xmm0; movups %6, %%xmm1; movq %7, %%mm0; movq %8, %%mm1; ldmxcsr %9; call *%11;"
      "pushfq; pop %1; stmxcsr %2; movups %%xmm0, %3; movq %%mm0, %4; emms; ldmxcsr %12; add $128, %%rsp"
      : "+a"(rax), "=&b"(flags), "=m"(out.mxcsr), "=m"(out.x0), "=m"(out.m0)
      : "m"(in.x0), "m"(in.x1), "m"(in.m0), "m"(in.m1), "m"(in.mxcsr), "c"(in.rcx), "r"(page), "m"((uint32_t){0x1f80})
      : "memory", "cc", "xmm0", "xmm1");
    printf("%s %x %016llx%016llx %016llx%016llx %llx %llx %llx | %x %016llx%016llx %llx %llx %x %x\n", text, in.mxcsr,
           (unsigned long long)in.x0[1], (unsigned long long)in.x0[0], (unsigned long long)in.x1[1], (unsigned long long)in.x1[0],
           (unsigned long long)in.m0, (unsigned long long)in.m1, (unsigned long long)in.rcx, out.mxcsr,
           (unsigned long long)out.x0[1], (unsigned long long)out.x0[0], (unsigned long long)out.m0, (unsigned long long)rax,
           (unsigned)(flags & 0x8d5), faulted);
    n--;
  }
  return 0;
}
