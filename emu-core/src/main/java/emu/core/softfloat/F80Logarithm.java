package emu.core.softfloat;

/**
 * FYL2X, FYL2XP1 and F2XM1. Results are correctly rounded, but for cases that 120 bits cannot
 * decide.
 */
public final class F80Logarithm {
  private static final WideFloat[] ARTANH = Series.odd(false, 36);
  private static final WideFloat[] EXPONENTIAL = Series.factorials(2, 1, false, 30);
  private static final WideFloat LN_2 =
      new WideFloat(-1, 0xb172_17f7_d1cf_79abL, 0xc9e3_b398_03f2_f6afL);
  private static final WideFloat TWO_OVER_LN_2 =
      new WideFloat(1, 0xb8aa_3b29_5c17_f0bbL, 0xbe87_fed0_691d_3e89L);

  /** The top 64 bits of the square root of 2. */
  private static final long ROOT_2 = 0xb504_f333_f9de_6484L;

  private F80Logarithm() {}

  /** FYL2X: r = y * log2(x). */
  public static void yLog2(FloatStatus s, F80 y, F80 x, F80 r) {
    if (F80Rounding.special(s, y, x, r)) {
      return;
    }
    boolean one = x.signExponent == F80.BIAS && x.significand == F80.INTEGER;
    if ((x.isNegative() && !x.isZero())
        || (y.isZero() && (x.isZero() || x.isInfinite()))
        || (y.isInfinite() && one)) {
      F80Rounding.invalid(s, r);
      return;
    }
    if (x.isZero() && !y.isInfinite()) {
      s.raise(FloatStatus.ZERO_DIVIDE);
      r.setInfinity(!y.isNegative());
      return;
    }
    F80Rounding.noteDenormal(s, y);
    F80Rounding.noteDenormal(s, x);
    boolean belowOne = x.exponent() < F80.BIAS;
    if (x.isInfinite() || y.isInfinite()) {
      r.setInfinity(y.isNegative() ^ belowOne);
    } else if (y.isZero() || one) {
      r.setZero(y.isNegative() ^ belowOne);
    } else {
      multiply(s, y, log2(x.unpack(new WideFloat())), r);
    }
  }

  private static void multiply(FloatStatus s, F80 y, WideFloat logarithm, F80 r) {
    F80Rounding.pack(s, logarithm.multiply(y.unpack(s.y), logarithm), 64, r);
    if (!s.stopped()) {
      // Hardware calls every result inexact, also those for powers of 2.
      s.raise(FloatStatus.INEXACT | (r.isDenormal() ? FloatStatus.UNDERFLOW : 0));
    }
  }

  /** The logarithm of a positive x; exact for powers of 2, with a sticky bit for others. */
  private static WideFloat log2(WideFloat x) {
    int power = x.exponent;
    if (Long.compareUnsigned(x.hi, ROOT_2) >= 0) {
      power++;
    }
    x.exponent -= power;
    WideFloat one = Series.one();
    WideFloat result = ratio(new WideFloat().subtract(x, one), new WideFloat().add(x, one));
    return result.add(Series.integer(power), result);
  }

  /** log2((1 + z) / (1 - z)) for z = numerator / denominator, |z| up to 1/3. */
  private static WideFloat ratio(WideFloat numerator, WideFloat denominator) {
    if (numerator.isZero()) {
      return numerator;
    }
    WideFloat z = new WideFloat().divideLong(numerator, denominator);
    WideFloat result = Series.oddSum(z, ARTANH);
    result.multiply(result, TWO_OVER_LN_2);
    result.lo |= 1;
    return result;
  }

  /** FYL2XP1: r = y * log2(x + 1). */
  public static void yLog2OfPlusOne(FloatStatus s, F80 y, F80 x, F80 r) {
    if (F80Rounding.special(s, y, x, r)) {
      return;
    }
    if (y.isInfinite() && x.isZero() || x.isInfinite() && (y.isZero() || x.isNegative())) {
      F80Rounding.invalid(s, r);
      return;
    }
    F80Rounding.noteDenormal(s, y);
    F80Rounding.noteDenormal(s, x);
    boolean negative = y.isNegative() ^ x.isNegative();
    if (x.isInfinite() || y.isInfinite()) {
      r.setInfinity(negative);
    } else if (x.isZero() || y.isZero()) {
      r.setZero(negative);
    } else {
      logarithmOfPlusOne(s, y, x, r);
    }
  }

  private static void logarithmOfPlusOne(FloatStatus s, F80 y, F80 x, F80 r) {
    WideFloat number = x.unpack(new WideFloat());
    if (number.exponent >= -1) {
      // Beyond the range of the instruction, or near its end.
      WideFloat sum = number.add(number, Series.one());
      if (sum.isZero() || sum.negative) {
        outOfRange(s, x, r);
      } else {
        multiply(s, y, log2(sum), r);
      }
      return;
    }
    WideFloat denominator = new WideFloat().add(number, Series.integer(2));
    multiply(s, y, ratio(number, denominator), r);
  }

  /**
   * Answers an operand for which the instruction is not defined with the operand, as some hardware
   * does.
   */
  private static void outOfRange(FloatStatus s, F80 a, F80 r) {
    if (!s.stopped()) {
      s.raise(FloatStatus.INEXACT);
    }
    r.set(a);
  }

  /** F2XM1: r = 2^a - 1 for a from -1 to 1. */
  public static void powerMinusOne(FloatStatus s, F80 a, F80 r) {
    if (F80Rounding.special(s, a, a, r)) {
      return;
    }
    F80Rounding.noteDenormal(s, a);
    if (a.isZero()) {
      r.set(a);
      return;
    }
    if (a.isInfinite()) {
      r.set(a.isNegative() ? F80.SIGN | F80.BIAS : F80.EXPONENT, F80.INTEGER);
      return;
    }
    if (a.exponent() > F80.BIAS || (a.exponent() == F80.BIAS && a.significand != F80.INTEGER)) {
      outOfRange(s, a, r);
      return;
    }
    WideFloat x = new WideFloat().multiply(a.unpack(s.x), LN_2);
    WideFloat rest = Series.sum(x, EXPONENTIAL);
    rest.multiply(rest, x);
    rest.multiply(rest, x);
    rest.add(x, rest);
    rest.lo |= 1;
    F80Rounding.pack(s, rest, 64, r);
  }
}
