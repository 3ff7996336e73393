package emu.core.softfloat;

/** Unsigned arithmetic of 128 by 64 bits. */
final class Wide {
  private static final long LOW = 0xffff_ffffL;

  private Wide() {}

  /**
   * The quotient of {@code hi:lo} by {@code divisor}, all unsigned; the remainder is {@code lo -
   * quotient * divisor}.
   *
   * @param hi below the divisor
   * @param divisor has its top bit set
   */
  static long divide(long hi, long lo, long divisor) {
    if (hi == 0) {
      return Long.divideUnsigned(lo, divisor);
    }
    // Two digits of 32 bits (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D).
    long high = digit(hi, lo >>> 32, divisor);
    long rest = (hi << 32 | lo >>> 32) - high * divisor;
    long low = digit(rest, lo & LOW, divisor);
    return high << 32 | low;
  }

  private static long digit(long hi, long next, long divisor) {
    long top = divisor >>> 32;
    long guess = Long.divideUnsigned(hi, top);
    long rest = hi - guess * top;
    while (guess > LOW || Long.compareUnsigned(guess * (divisor & LOW), rest << 32 | next) > 0) {
      guess--;
      rest += top;
      if (rest > LOW) {
        break;
      }
    }
    return guess;
  }
}
