package emu.core.softfloat;

/** The conversions of FLD, FILD, FST, FIST and FISTTP. */
public final class F80Conversions {
  private F80Conversions() {}

  /** FLD m32: converts binary32 bits; exact, but a signaling NaN raises IE and a denormal DE. */
  public static void fromF32(FloatStatus s, int bits, F80 r) {
    from(s, bits & 0xffff_ffffL, BinaryFormat.SINGLE, r);
  }

  /** FLD m64: converts binary64 bits; exact, but a signaling NaN raises IE and a denormal DE. */
  public static void fromF64(FloatStatus s, long bits, F80 r) {
    from(s, bits, BinaryFormat.DOUBLE, r);
  }

  private static void from(FloatStatus s, long a, BinaryFormat format, F80 r) {
    s.roundedUp = false;
    boolean negative = (a & format.sign) != 0;
    if (format.isNan(a)) {
      if (format.isSignaling(a)) {
        s.raise(FloatStatus.INVALID);
      }
      long payload = (a & format.fraction) << (64 - format.precision);
      r.set(negative ? F80.SIGN | F80.EXPONENT : F80.EXPONENT, payload | F80.INTEGER | F80.QUIET);
    } else if (format.isInfinite(a)) {
      r.setInfinity(negative);
    } else if (format.isZero(a)) {
      r.setZero(negative);
    } else {
      format.noteDenormal(s, a);
      set(format.unpack(a, s.x), r);
    }
  }

  /** FILD: converts a signed integer; exact. */
  public static void fromLong(FloatStatus s, long value, F80 r) {
    s.roundedUp = false;
    if (value == 0) {
      r.setZero(false);
    } else {
      set(s.x.setInteger(value), r);
    }
  }

  private static void set(WideFloat w, F80 r) {
    r.set((w.negative ? F80.SIGN : 0) | (w.exponent + F80.BIAS), w.hi);
  }

  /** FST m32: rounds to binary32 bits, whatever the precision control. */
  public static int toF32(FloatStatus s, F80 a) {
    return (int) to(s, a, BinaryFormat.SINGLE);
  }

  /** FST m64: rounds to binary64 bits, whatever the precision control. */
  public static long toF64(FloatStatus s, F80 a) {
    return to(s, a, BinaryFormat.DOUBLE);
  }

  private static long to(FloatStatus s, F80 a, BinaryFormat format) {
    s.roundedUp = false;
    if (a.isUnsupported()) {
      s.raise(FloatStatus.INVALID);
      return format.indefinite();
    }
    long sign = a.isNegative() ? format.sign : 0;
    if (a.isNan()) {
      if (a.isSignaling()) {
        s.raise(FloatStatus.INVALID);
      }
      return sign | format.infinity | format.quiet | a.significand << 1 >>> (65 - format.precision);
    }
    if (a.isInfinite()) {
      return sign | format.infinity;
    }
    if (a.isZero()) {
      return sign;
    }
    return format.pack(s, a.unpack(s.x));
  }

  /**
   * FIST and FISTTP: rounds to a signed integer, raising IE and returning the integer indefinite
   * {@code -2^(bits-1)} where it does not fit.
   *
   * @param bits 16, 32 or 64
   * @return the integer, sign-extended
   */
  public static long toInteger(FloatStatus s, F80 a, int bits, int mode) {
    s.roundedUp = false;
    if (a.isZero()) {
      return 0;
    }
    if (a.exponent() == F80.EXPONENT || a.isUnsupported()) {
      s.raise(FloatStatus.INVALID);
      return -1L << (bits - 1);
    }
    return Integers.convert(s, a.unpack(s.x), bits, mode);
  }
}
