/*
 * Prints what this machine's processor answers to floating-point operations on random and edge-case operands.
 *
 *   gcc -O1 -o /tmp/vectors vectors.c && /tmp/vectors SEED LINES [PATTERN] > vectors.txt
 *
 * PATTERN is the beginning of the operations' names, or "arithmetic" or "transcendental". What the tests replay
 * (src/test/resources/emu/core/softfloat) was made by
 *
 *   /tmp/vectors 1 14000 arithmetic | LC_ALL=C sort | gzip -9n > arithmetic.txt.gz
 *   /tmp/vectors 1 4000 transcendental | LC_ALL=C sort | gzip -9n > transcendental.txt.gz
 *
 * A line is, all in hexadecimal,
 *
 *   operation control operand1 operand2 result1 result2 flags
 *
 * where control is the x87 control word or MXCSR before the operation (MXCSR's exceptions are all masked), flags is the
 * x87 status word (without TOP) or MXCSR's flags after it, and what an operation does not have is 0. Operands of 80 bits
 * have 20 digits.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { uint64_t m; uint16_t se; uint16_t pad[3]; } f80;

static uint64_t state;

static uint64_t rnd(void) { /* splitmix64 */
  uint64_t z = (state += 0x9e3779b97f4a7c15ull);
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return z ^ z >> 31;
}

static unsigned below(unsigned n) { return rnd() % n; }

/* A significand with few changes of bits, or a random one, or one near a rounding boundary of 24 or 53 bits. */
static uint64_t bits64(void) {
  uint64_t r = rnd();
  switch (below(8)) {
    case 0: return 0;
    case 1: return ~0ull;
    case 2: return 1ull << below(64);
    case 3: return ~0ull << below(64);
    case 4: return r & ~0ull << 11;
    case 5: return (r & ~0ull << 40) + ((uint64_t)(below(3)) << 39) + below(2);
    case 6: return (r & ~0ull << 11) + ((uint64_t)(below(3)) << 10) + below(2);
    default: return r;
  }
}

static f80 random80(void) {
  f80 a = {0};
  unsigned sign = below(2) << 15;
  a.m = bits64() | 1ull << 63;
  switch (below(16)) {
    case 0: a.se = 0; if (below(2)) a.m = 0; break;
    case 1: a.se = 0; a.m &= ~(1ull << 63); break;
    case 2: a.se = 0x7fff; if (below(2)) a.m = 1ull << 63; break;
    case 3: a.se = below(8) ? 0x3fff : below(0x8000); a.m = below(2) ? 1ull << 63 : a.m; if (!below(3)) a.m &= ~(1ull << 63); break;
    case 4: a.se = 1 + below(70); break;
    case 5: a.se = 0x7ffe - below(70); break;
    case 6: a.se = 0x3fff - 16382 / 2 + below(100) - 50; break;
    case 7: a.se = 0x3fff - 126 + below(60) - 30; break;
    case 8: a.se = 0x3fff - 1022 + below(60) - 30; break;
    case 9: a.se = 0x3fff + (below(2) ? 127 : 1023) + below(3) - 1; break;
    case 10: a.se = 1 + below(0x7ffe); break;
    case 11: { /* small integers */
      uint64_t v = 1 + below(100); int e = 63;
      while (!(v >> 63)) { v <<= 1; e--; }
      a.m = v; a.se = 0x3fff + e; break; }
    case 12: a.se = 0x3fff + below(66); break;
    default: a.se = 0x3fff + below(9) - 4;
  }
  a.se |= sign;
  return a;
}

static uint64_t random64(void) {
  uint64_t sign = (uint64_t)below(2) << 63, m = bits64() >> 12, e;
  switch (below(12)) {
    case 0: e = 0; if (below(2)) m = 0; break;
    case 1: e = 0; break;
    case 2: e = 0x7ff; if (below(2)) m = 0; break;
    case 3: e = 1 + below(60); break;
    case 4: e = 0x7fe - below(55); break;
    case 5: e = 0x3ff - 511 + below(60) - 30; break;
    case 6: e = 0x3ff - 126 + below(60) - 30; break;
    case 7: e = 0x3ff + 127 + below(3) - 1; break;
    case 8: e = 1 + below(0x7fe); break;
    case 9: e = 0x3ff + below(66); break;
    default: e = 0x3ff + below(9) - 4;
  }
  return sign | e << 52 | m;
}

static uint32_t random32(void) {
  uint32_t sign = below(2) << 31, m = bits64() >> 41, e;
  switch (below(10)) {
    case 0: e = 0; if (below(2)) m = 0; break;
    case 1: e = 0; break;
    case 2: e = 0xff; if (below(2)) m = 0; break;
    case 3: e = 1 + below(26); break;
    case 4: e = 0xfe - below(26); break;
    case 5: e = 0x7f - 63 + below(30) - 15; break;
    case 6: e = 1 + below(0xfe); break;
    case 7: e = 0x7f + below(66); break;
    default: e = 0x7f + below(9) - 4;
  }
  return sign | e << 23 | m;
}

/* Operands close to each other now and then, for cancellation and equality. */
static f80 near80(f80 a) {
  if (below(6)) return random80();
  a.se ^= below(2) << 15;
  if (below(2)) a.m ^= below(4);
  if (below(2)) a.se += below(3) - 1;
  return a;
}

static uint64_t near64(uint64_t a) {
  return below(6) ? random64() : a ^ (uint64_t)below(2) << 63 ^ below(4);
}

static uint32_t near32(uint32_t a) { return below(6) ? random32() : a ^ below(2) << 31 ^ below(4); }

static const uint16_t initial = 0x37f;

static unsigned controlWord(void) {
  unsigned pc[] = {0, 2, 3, 3};
  unsigned masks = below(6) ? 0x3f : below(64);
  return masks | 0x40 | pc[below(4)] << 8 | below(4) << 10;
}

static unsigned mxcsrValue(void) {
  unsigned modes = below(3) ? 0 : below(4);
  return 0x1f80 | below(4) << 13 | (modes & 1) << 6 | (modes & 2) << 14;
}

static void line(const char *op, unsigned control, const char *a, const char *b, const char *r1, const char *r2,
                 unsigned flags) {
  printf("%s %x %s %s %s %s %x\n", op, control, a, b, r1, r2, flags);
}

static char text[4][32];

static const char *t80(int i, f80 a) {
  sprintf(text[i], "%04x%016llx", a.se, (unsigned long long)a.m);
  return text[i];
}

static const char *t64(int i, uint64_t a) {
  sprintf(text[i], "%llx", (unsigned long long)a);
  return text[i];
}

#define STATUS (sw & 0x473f)

/* st0 = a, st1 = b; the operation leaves its result in st0. */
#define X87(NAME, ASM, B_IN)                                                                             \
  static void x_##NAME(void) {                                                                           \
    f80 a = random80(), b = B_IN, r = {0};                                                               \
    uint16_t sw, cw = controlWord();                                                                     \
    asm volatile("fninit; fldt %3; fldt %2; fldcw %4; " ASM "; fnstsw %1; fnclex; fldcw %5; fstpt %0"    \
                 : "=m"(r), "=m"(sw) : "m"(a), "m"(b), "m"(cw), "m"(initial)                             \
                 : "st", "st(1)", "st(2)", "st(3)", "st(4)", "st(5)", "st(6)", "st(7)");                 \
    line(#NAME, cw, t80(0, a), t80(1, b), t80(2, r), "0", STATUS);                                       \
  }

X87(fadd, "fadd %%st(1), %%st", near80(a))
X87(fsub, "fsub %%st(1), %%st", near80(a))
X87(fmul, "fmul %%st(1), %%st", near80(a))
X87(fdiv, "fdiv %%st(1), %%st", near80(a))
X87(fscale, "fscale", near80(a))
X87(fprem, "fprem", near80(a))
X87(fprem1, "fprem1", near80(a))
X87(fsqrt, "fsqrt", (f80){0})
X87(frndint, "frndint", (f80){0})
X87(fcom, "fcom %%st(1)", near80(a))
X87(fucom, "fucom %%st(1)", near80(a))

/* As X87, but the operation takes and leaves a second number under the first. */
#define X87_PAIR(NAME, ASM, A_IN, B_IN)                                                                     \
  static void x_##NAME(void) {                                                                              \
    f80 a = A_IN, b = B_IN, r = {0}, q = {0};                                                               \
    uint16_t sw, cw = controlWord() | 0x300;                                                                \
    asm volatile("fninit; fldt %4; fldt %3; fldcw %5; " ASM "; fnstsw %2; fnclex; fldcw %6; fstpt %0; fstpt %1" \
                 : "=m"(r), "=m"(q), "=m"(sw) : "m"(a), "m"(b), "m"(cw), "m"(initial)                       \
                 : "st", "st(1)", "st(2)", "st(3)", "st(4)", "st(5)", "st(6)", "st(7)");                    \
    line(#NAME, cw, t80(0, a), t80(1, b), t80(2, r), t80(3, q), STATUS);                                    \
  }

/* Numbers that the transcendental operations are made for. */
static f80 moderate(void) {
  f80 a = random80();
  if (below(8)) a.se = (a.se & 0x8000) | (0x3fff + below(12) - 8);
  if (below(8)) a.m |= 1ull << 63;
  return a;
}

static f80 fraction(void) {
  f80 a = moderate();
  if (below(8)) a.se = (a.se & 0x8000) | (0x3fff - 1 - below(below(4) ? 8 : 80));
  return a;
}

X87_PAIR(fxtract, "fxtract", random80(), random80())
X87_PAIR(fptan, "fptan", moderate(), random80())
X87_PAIR(fsincos, "fsincos", moderate(), random80())
X87_PAIR(fsin, "fsin", moderate(), random80())
X87_PAIR(fcos, "fcos", moderate(), random80())
X87_PAIR(f2xm1, "f2xm1", fraction(), random80())
X87_PAIR(fyl2x, "fyl2x", moderate(), moderate())
X87_PAIR(fyl2xp1, "fyl2xp1", fraction(), moderate())
X87_PAIR(fpatan, "fpatan", moderate(), moderate())

#define LOAD(NAME, ASM, TYPE, VALUE)                                                                   \
  static void x_##NAME(void) {                                                                         \
    TYPE a = VALUE;                                                                                    \
    f80 r = {0};                                                                                       \
    uint16_t sw, cw = controlWord() | 0x3f;                                                            \
    asm volatile("fninit; fldcw %3; " ASM " %2; fnstsw %1; fnclex; fldcw %4; fstpt %0"                 \
                 : "=m"(r), "=m"(sw) : "m"(a), "m"(cw), "m"(initial) : "st");                          \
    line(#NAME, cw, t64(0, (uint64_t)a), "0", t80(2, r), "0", STATUS);                                 \
  }

LOAD(fld32, "flds", uint32_t, random32())
LOAD(fld64, "fldl", uint64_t, random64())
LOAD(fild16, "filds", int16_t, (int16_t)rnd())
LOAD(fild32, "fildl", int32_t, (int32_t)(rnd() >> below(64)))
LOAD(fild64, "fildll", int64_t, (int64_t)(rnd() >> below(64)))

#define STORE(NAME, ASM, TYPE)                                                                         \
  static void x_##NAME(void) {                                                                         \
    TYPE r = 0;                                                                                        \
    f80 a = random80();                                                                                \
    uint16_t sw, cw = controlWord() | 0x3f;                                                            \
    asm volatile("fninit; fldt %2; fldcw %3; " ASM " %0; fnstsw %1; fnclex; fldcw %4"                  \
                 : "=m"(r), "=m"(sw) : "m"(a), "m"(cw), "m"(initial) : "st");                          \
    line(#NAME, cw, t80(0, a), "0", t64(2, (uint64_t)r), "0", STATUS);                                 \
  }

STORE(fst32, "fstps", uint32_t)
STORE(fst64, "fstpl", uint64_t)
STORE(fist16, "fistps", int16_t)
STORE(fist32, "fistpl", int32_t)
STORE(fist64, "fistpll", int64_t)
STORE(fisttp16, "fisttps", int16_t)
STORE(fisttp32, "fisttpl", int32_t)
STORE(fisttp64, "fisttpll", int64_t)

static void x_fbstp(void) {
  f80 a = random80(), r = {0};
  uint16_t sw, cw = controlWord() | 0x3f;
  asm volatile("fninit; fldt %2; fldcw %3; fbstp %0; fnstsw %1; fnclex; fldcw %4"
               : "=m"(r), "=m"(sw) : "m"(a), "m"(cw), "m"(initial) : "st");
  line("fbstp", cw, t80(0, a), "0", t80(2, r), "0", STATUS);
}

static void x_fbld(void) {
  f80 a = {0}, r = {0};
  uint16_t sw, cw = initial;
  for (int i = 0, n = below(17); i < n; i++) a.m = a.m << 4 | below(10);
  a.se = below(2) << 15 | (below(2) ? below(10) << 4 | below(10) : 0);
  asm volatile("fninit; fbld %2; fnstsw %1; fstpt %0" : "=m"(r), "=m"(sw) : "m"(a) : "st");
  line("fbld", cw, t80(0, a), "0", t80(2, r), "0", STATUS);
}

#define SSE_RUN(ASM, OUT, IN1, IN2)                                                                    \
  unsigned mxcsr = mxcsrValue(), after, normal = 0x1f80;                                               \
  asm volatile("ldmxcsr %3; " ASM "; stmxcsr %1; ldmxcsr %4"                                           \
               : OUT, "=m"(after) : IN2, "m"(mxcsr), "m"(normal), IN1 : "cc")

#define SSE_BINARY(NAME, BITS)                                                                         \
  static void s_##NAME(void) {                                                                         \
    uint##BITS##_t a = random##BITS(), b = near##BITS(a);                                              \
    typedef uint64_t v2 __attribute__((vector_size(16)));                                              \
    v2 x = {a, 0}, y = {b, 0};                                                                         \
    SSE_RUN(#NAME " %2, %0", "+x"(x), "m"(mxcsr), "x"(y));                                             \
    line(#NAME, mxcsr, t64(0, a), t64(1, b), t64(2, BITS == 32 ? (uint32_t)x[0] : x[0]), "0", after & 63); \
  }

#define SSE_UNARY(NAME, LABEL, BITS, OUT)                                                              \
  static void s_##LABEL(void) {                                                                        \
    uint##BITS##_t b = random##BITS();                                                                 \
    typedef uint64_t v2 __attribute__((vector_size(16)));                                              \
    v2 x = {0, 0}, y = {b, 0};                                                                         \
    SSE_RUN(NAME " %2, %0", "+x"(x), "m"(mxcsr), "x"(y));                                              \
    line(#LABEL, mxcsr, t64(0, b), "0", t64(2, OUT == 32 ? (uint32_t)x[0] : x[0]), "0", after & 63);   \
  }

#define SSE_COMPARE(NAME, BITS)                                                                        \
  static void s_##NAME(void) {                                                                         \
    uint##BITS##_t a = random##BITS(), b = near##BITS(a);                                              \
    typedef uint64_t v2 __attribute__((vector_size(16)));                                              \
    v2 x = {a, 0}, y = {b, 0};                                                                         \
    uint64_t f;                                                                                        \
    SSE_RUN(#NAME " %2, %5; pushf; pop %0", "=r"(f), "x"(x), "x"(y));                                  \
    line(#NAME, mxcsr, t64(0, a), t64(1, b), t64(2, f & 0x45), "0", after & 63);                       \
  }

#define SSE_TO_INT(NAME, LABEL, BITS, TYPE)                                                            \
  static void s_##LABEL(void) {                                                                        \
    uint##BITS##_t b = random##BITS();                                                                 \
    typedef uint64_t v2 __attribute__((vector_size(16)));                                              \
    v2 y = {b, 0};                                                                                     \
    TYPE r;                                                                                            \
    SSE_RUN(NAME " %2, %0", "=r"(r), "m"(mxcsr), "x"(y));                                              \
    line(#LABEL, mxcsr, t64(0, b), "0", t64(2, (uint64_t)(int64_t)r), "0", after & 63);                \
  }

#define SSE_FROM_INT(NAME, LABEL, TYPE, OUT)                                                           \
  static void s_##LABEL(void) {                                                                        \
    TYPE b = (TYPE)(rnd() >> below(64));                                                               \
    typedef uint64_t v2 __attribute__((vector_size(16)));                                              \
    v2 x = {0, 0};                                                                                     \
    SSE_RUN(NAME " %2, %0", "+x"(x), "m"(mxcsr), "r"(b));                                              \
    line(#LABEL, mxcsr, t64(0, (uint64_t)(int64_t)b), "0", t64(2, OUT == 32 ? (uint32_t)x[0] : x[0]), "0", after & 63); \
  }

SSE_BINARY(addss, 32) SSE_BINARY(subss, 32) SSE_BINARY(mulss, 32) SSE_BINARY(divss, 32)
SSE_BINARY(minss, 32) SSE_BINARY(maxss, 32)
SSE_BINARY(addsd, 64) SSE_BINARY(subsd, 64) SSE_BINARY(mulsd, 64) SSE_BINARY(divsd, 64)
SSE_BINARY(minsd, 64) SSE_BINARY(maxsd, 64)
SSE_UNARY("sqrtss", sqrtss, 32, 32) SSE_UNARY("sqrtsd", sqrtsd, 64, 64)
SSE_UNARY("cvtss2sd", cvtss2sd, 32, 64) SSE_UNARY("cvtsd2ss", cvtsd2ss, 64, 32)
SSE_UNARY("roundss $0, ", roundss0, 32, 32) SSE_UNARY("roundss $1, ", roundss1, 32, 32)
SSE_UNARY("roundss $2, ", roundss2, 32, 32) SSE_UNARY("roundss $11, ", roundss11, 32, 32)
SSE_UNARY("roundsd $0, ", roundsd0, 64, 64) SSE_UNARY("roundsd $1, ", roundsd1, 64, 64)
SSE_UNARY("roundsd $2, ", roundsd2, 64, 64) SSE_UNARY("roundsd $11, ", roundsd11, 64, 64)
SSE_COMPARE(comiss, 32) SSE_COMPARE(ucomiss, 32) SSE_COMPARE(comisd, 64) SSE_COMPARE(ucomisd, 64)
SSE_TO_INT("cvtss2si", cvtss2si, 32, int32_t) SSE_TO_INT("cvtss2siq", cvtss2siq, 32, int64_t)
SSE_TO_INT("cvtsd2si", cvtsd2si, 64, int32_t) SSE_TO_INT("cvtsd2siq", cvtsd2siq, 64, int64_t)
SSE_TO_INT("cvttss2si", cvttss2si, 32, int32_t) SSE_TO_INT("cvttsd2siq", cvttsd2siq, 64, int64_t)
SSE_FROM_INT("cvtsi2ssl", cvtsi2ss, int32_t, 32) SSE_FROM_INT("cvtsi2ssq", cvtsi2ssq, int64_t, 32)
SSE_FROM_INT("cvtsi2sdl", cvtsi2sd, int32_t, 64) SSE_FROM_INT("cvtsi2sdq", cvtsi2sdq, int64_t, 64)

static const struct { const char *name; void (*run)(void); const char *group; } operations[] = {
#define X(NAME) {#NAME, x_##NAME, "arithmetic"},
#define T(NAME) {#NAME, x_##NAME, "transcendental"},
#define S(NAME) {#NAME, s_##NAME, "arithmetic"},
  X(fadd) X(fsub) X(fmul) X(fdiv) X(fscale) X(fprem) X(fprem1) X(fsqrt) X(frndint) X(fcom) X(fucom) X(fxtract)
  X(fld32) X(fld64) X(fild16) X(fild32) X(fild64) X(fst32) X(fst64) X(fist16) X(fist32) X(fist64)
  X(fisttp16) X(fisttp32) X(fisttp64) X(fbstp) X(fbld)
  T(fptan) T(fsincos) T(fsin) T(fcos) T(f2xm1) T(fyl2x) T(fyl2xp1) T(fpatan)
  S(addss) S(subss) S(mulss) S(divss) S(minss) S(maxss) S(addsd) S(subsd) S(mulsd) S(divsd) S(minsd) S(maxsd)
  S(sqrtss) S(sqrtsd) S(cvtss2sd) S(cvtsd2ss) S(roundss0) S(roundss1) S(roundss2) S(roundss11)
  S(roundsd0) S(roundsd1) S(roundsd2) S(roundsd11) S(comiss) S(ucomiss) S(comisd) S(ucomisd)
  S(cvtss2si) S(cvtss2siq) S(cvtsd2si) S(cvtsd2siq) S(cvttss2si) S(cvttsd2siq)
  S(cvtsi2ss) S(cvtsi2ssq) S(cvtsi2sd) S(cvtsi2sdq)
};

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: vectors SEED LINES [PATTERN]\n");
    return 1;
  }
  state = strtoull(argv[1], 0, 0);
  const char *pattern = argc > 3 ? argv[3] : "";
  for (long n = atol(argv[2]); n > 0;) {
    unsigned i = below(sizeof operations / sizeof *operations);
    if (strncmp(operations[i].name, pattern, strlen(pattern)) == 0 || strcmp(operations[i].group, pattern) == 0) {
      operations[i].run();
      n--;
    }
  }
  return 0;
}
