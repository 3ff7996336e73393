package emu.core.softfloat;

/** Rounding of unpacked numbers to signed integers. */
final class Integers {
  private Integers() {}

  /**
   * Rounds to an integer of {@code bits} bits, raising PE, or IE where it does not fit; the number
   * is destroyed.
   *
   * @return the integer, sign-extended, or the integer indefinite {@code -2^(bits-1)}
   */
  static long convert(FloatStatus s, WideFloat w, int bits, int mode) {
    long minimum = -1L << (bits - 1);
    int rounding = w.roundToInteger(mode);
    long limit = w.negative ? -minimum : -(minimum + 1);
    s.roundedUp = false;
    if (w.exponent > 63 || Long.compareUnsigned(w.hi, limit) > 0) {
      s.raise(FloatStatus.INVALID);
      return minimum;
    }
    s.roundedUp = rounding == WideFloat.INCREMENTED;
    if (rounding != WideFloat.EXACT) {
      s.raise(FloatStatus.INEXACT);
    }
    return w.negative ? -w.hi : w.hi;
  }
}
