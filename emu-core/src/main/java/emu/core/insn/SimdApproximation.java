package emu.core.insn;

/**
 * RCPPS and RSQRTPS. Processors answer with tables of their own; all must be within 1.5 * 2^-12 of
 * the true value (SDM 2B, RCPPS). Here the nearest single-precision number is the answer.
 */
final class SimdApproximation {
  private static final int SIGN = 0x8000_0000;
  private static final int INFINITY = 0x7F80_0000;
  private static final int QUIET = 0x0040_0000;
  private static final int INDEFINITE = 0xFFC0_0000;

  private SimdApproximation() {}

  private static boolean isNan(int a) {
    return (a & ~SIGN) > INFINITY;
  }

  /** Whether it is zero, or a denormal, which counts as zero. */
  private static boolean isZero(int a) {
    return (a & INFINITY) == 0;
  }

  static int reciprocal(int a) {
    if (isNan(a)) {
      return a | QUIET;
    }
    if (isZero(a)) {
      return a & SIGN | INFINITY;
    }
    int result = Float.floatToRawIntBits(1 / Float.intBitsToFloat(a));
    return isZero(result) ? result & SIGN : result;
  }

  static int reciprocalRoot(int a) {
    if (isNan(a)) {
      return a | QUIET;
    }
    if (isZero(a)) {
      return a & SIGN | INFINITY;
    }
    if (a < 0) {
      return INDEFINITE;
    }
    return Float.floatToRawIntBits((float) (1 / Math.sqrt(Float.intBitsToFloat(a))));
  }
}
