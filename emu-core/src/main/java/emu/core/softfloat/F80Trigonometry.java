package emu.core.softfloat;

/**
 * FSIN, FCOS, FSINCOS and FPTAN. Arguments are reduced with the processor's pi of 66 bits (SDM 1,
 * 8.3.8), exactly; the function of the reduced argument is correctly rounded, but for cases that
 * 120 bits cannot decide.
 */
public final class F80Trigonometry {
  private static final WideFloat[] SINE = Series.factorials(3, 2, true, 15);
  private static final WideFloat[] COSINE = Series.factorials(2, 2, true, 15);

  /** Half of the processor's pi is this number of 66 bits, times 2^-65. */
  private static final long HALF_PI_HI = 3;

  private static final long HALF_PI_LO = 0x243f_6a88_85a3_08d3L;

  private F80Trigonometry() {}

  /**
   * FSIN: r = sin a.
   *
   * @return false, with r unchanged, if |a| is 2^63 or more (C2)
   */
  public static boolean sine(FloatStatus s, F80 a, F80 r) {
    return evaluate(s, a, Function.SINE, r);
  }

  /** FCOS: r = cos a; otherwise as {@link #sine}. */
  public static boolean cosine(FloatStatus s, F80 a, F80 r) {
    return evaluate(s, a, Function.COSINE, r);
  }

  /** FPTAN: r = tan a; otherwise as {@link #sine}. */
  public static boolean tangent(FloatStatus s, F80 a, F80 r) {
    return evaluate(s, a, Function.TANGENT, r);
  }

  private enum Function {
    SINE,
    COSINE,
    TANGENT
  }

  private static boolean evaluate(FloatStatus s, F80 a, Function function, F80 r) {
    if (F80Rounding.special(s, a, a, r)) {
      return true;
    }
    if (a.isInfinite()) {
      F80Rounding.invalid(s, r);
      return true;
    }
    if (a.exponent() >= F80.BIAS + 63) {
      return false;
    }
    if (a.isZero()) {
      if (function == Function.COSINE) {
        r.set(F80.BIAS, F80.INTEGER);
      } else {
        r.set(a);
      }
      return true;
    }
    F80Rounding.noteDenormal(s, a);
    WideFloat x = a.unpack(new WideFloat());
    int quadrant = reduce(x);
    WideFloat result =
        switch (function) {
          case SINE -> sine(x, quadrant);
          case COSINE -> sine(x, quadrant + 1);
          case TANGENT -> new WideFloat().divideLong(sine(x, quadrant), sine(x, quadrant + 1));
        };
    result.lo |= 1;
    F80Rounding.pack(s, result, 64, r);
    return true;
  }

  /** The sine of {@code x + quadrant * pi / 2} for |x| up to pi / 4. */
  private static WideFloat sine(WideFloat x, int quadrant) {
    WideFloat result;
    if ((quadrant & 1) == 0) {
      result = Series.oddSum(x, SINE);
    } else {
      WideFloat square = new WideFloat().multiply(x, x);
      WideFloat rest = Series.sum(square, COSINE);
      result = rest.add(Series.one(), rest.multiply(rest, square));
    }
    result.negative ^= (quadrant & 2) != 0;
    return result;
  }

  /**
   * Replaces x by its remainder of the division by pi / 2 that is least in magnitude.
   *
   * @return the quotient modulo 4
   */
  private static int reduce(WideFloat x) {
    if (x.exponent < -1) {
      return 0;
    }
    // x and pi / 2 as integers, times 2^-65; one doubling a turn keeps the remainder below pi / 2.
    long hi = 0;
    long lo = x.hi;
    int quotient = 0;
    for (int i = x.exponent + 2; i > 0; i--) {
      hi = hi << 1 | lo >>> 63;
      lo <<= 1;
      quotient <<= 1;
      if (!isBelowHalfPi(hi, lo)) {
        hi -= HALF_PI_HI + (Long.compareUnsigned(lo, HALF_PI_LO) < 0 ? 1 : 0);
        lo -= HALF_PI_LO;
        quotient++;
      }
    }
    boolean originallyNegative = x.negative;
    boolean negative = originallyNegative;
    if (!isBelowHalfPi(hi << 1 | lo >>> 63, lo << 1)) {
      hi = HALF_PI_HI - hi - (Long.compareUnsigned(HALF_PI_LO, lo) < 0 ? 1 : 0);
      lo = HALF_PI_LO - lo;
      negative = !negative;
      quotient++;
    }
    x.set(negative, 62, hi, lo);
    return originallyNegative ? -quotient : quotient;
  }

  private static boolean isBelowHalfPi(long hi, long lo) {
    return hi < HALF_PI_HI || (hi == HALF_PI_HI && Long.compareUnsigned(lo, HALF_PI_LO) < 0);
  }
}
