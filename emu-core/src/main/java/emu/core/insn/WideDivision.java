package emu.core.insn;

/** Division of 128 bits by 64, which Java does not have. */
final class WideDivision {
  private WideDivision() {}

  /**
   * Quotient of the unsigned {@code high:low} by the unsigned {@code divisor}, which must be
   * greater than {@code high}. Schoolbook division with digits of 32 bits (Knuth, The Art of
   * Computer Programming 2, 4.3.1, algorithm D).
   */
  static long quotient(long high, long low, long divisor) {
    if (high == 0) {
      return Long.divideUnsigned(low, divisor);
    }
    int shift = Long.numberOfLeadingZeros(divisor);
    long v = divisor << shift;
    long u = shift == 0 ? high : high << shift | low >>> 64 - shift;
    long rest = low << shift;
    long q1 = digit(u, rest >>> 32, v);
    long u2 = (u << 32 | rest >>> 32) - q1 * v;
    long q0 = digit(u2, rest & 0xFFFF_FFFFL, v);
    return q1 << 32 | q0;
  }

  private static long digit(long u, long next, long v) {
    long vHigh = v >>> 32;
    long vLow = v & 0xFFFF_FFFFL;
    long q = Long.divideUnsigned(u, vHigh);
    long r = u - q * vHigh;
    while (q >>> 32 != 0 || Long.compareUnsigned(q * vLow, r << 32 | next) > 0) {
      q--;
      r += vHigh;
      if (r >>> 32 != 0) {
        break;
      }
    }
    return q;
  }
}
