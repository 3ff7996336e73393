package emu.core.softfloat;

/**
 * A number in the x87 double extended-precision format, as a register holds it: sign and 15-bit
 * biased exponent, and a 64-bit significand whose top bit is the explicit integer bit. Encodings
 * that the format does not support (a non-zero exponent without the integer bit) and
 * pseudo-denormals can be held too (SDM 1, 8.2.2).
 */
public final class F80 {
  static final int EXPONENT = 0x7fff;
  static final int SIGN = 0x8000;
  static final int BIAS = 16383;
  static final int MIN_EXPONENT = -16382;
  static final long INTEGER = 1L << 63;
  static final long QUIET = 1L << 62;

  /** Sign in bit 15, biased exponent in bits 14:0; no other bit set. */
  public int signExponent;

  /** The significand, with the integer bit at 63. */
  public long significand;

  /** Positive zero. */
  public F80() {}

  /** The number with this encoding. */
  public F80(int signExponent, long significand) {
    set(signExponent, significand);
  }

  /** Takes an encoding; only the low 16 bits of {@code signExponent} count. */
  public F80 set(int signExponent, long significand) {
    this.signExponent = signExponent & 0xffff;
    this.significand = significand;
    return this;
  }

  /** Takes the value of another register. */
  public F80 set(F80 a) {
    signExponent = a.signExponent;
    significand = a.significand;
    return this;
  }

  /** The sign bit, also of zeros and NaNs. */
  public boolean isNegative() {
    return (signExponent & SIGN) != 0;
  }

  /** The biased exponent, 0 to 0x7fff. */
  public int exponent() {
    return signExponent & EXPONENT;
  }

  /** Whether it is a zero of either sign. */
  public boolean isZero() {
    return exponent() == 0 && significand == 0;
  }

  /** Whether it is a denormal or pseudo-denormal number. */
  public boolean isDenormal() {
    return exponent() == 0 && significand != 0;
  }

  /** Whether it is an infinity of either sign. */
  public boolean isInfinite() {
    return exponent() == EXPONENT && significand == INTEGER;
  }

  /** Whether it is a quiet or signaling NaN; pseudo-NaNs are not. */
  public boolean isNan() {
    return exponent() == EXPONENT && significand < 0 && significand != INTEGER;
  }

  /** Whether it is a signaling NaN. */
  public boolean isSignaling() {
    return isNan() && (significand & QUIET) == 0;
  }

  /** Whether it is a pseudo-NaN, pseudo-infinity or unnormal, which every operation refuses. */
  public boolean isUnsupported() {
    return exponent() != 0 && significand >= 0;
  }

  /** Changes the sign bit (FCHS). */
  public void negate() {
    signExponent ^= SIGN;
  }

  /** Clears the sign bit (FABS). */
  public void abs() {
    signExponent &= EXPONENT;
  }

  F80 setZero(boolean negative) {
    return set(negative ? SIGN : 0, 0);
  }

  F80 setInfinity(boolean negative) {
    return set(negative ? SIGN | EXPONENT : EXPONENT, INTEGER);
  }

  /** Makes it the real indefinite, which answers invalid operations. */
  public F80 setIndefinite() {
    return set(SIGN | EXPONENT, INTEGER | QUIET);
  }

  F80 setQuiet(F80 nan) {
    return set(nan.signExponent, nan.significand | QUIET);
  }

  /** Unpacks a finite number. */
  WideFloat unpack(WideFloat w) {
    return w.set(isNegative(), Math.max(exponent(), 1) - BIAS, significand);
  }
}
