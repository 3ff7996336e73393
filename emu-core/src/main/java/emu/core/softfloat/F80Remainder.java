package emu.core.softfloat;

/** FPREM, FPREM1, FSCALE and FXTRACT. */
public final class F80Remainder {
  /** What the remainders return when the reduction is only partial (C2). */
  public static final int INCOMPLETE = -1;

  /**
   * What the remainders return when there is no quotient: for NaNs, invalid operands and the like.
   */
  public static final int NONE = -2;

  private F80Remainder() {}

  /**
   * FPREM: r = a - b * trunc(a / b), or a partial reduction where the exponents differ by 64 or
   * more.
   *
   * @return the low three bits of the quotient, {@link #INCOMPLETE} or {@link #NONE}
   */
  public static int truncating(FloatStatus s, F80 a, F80 b, F80 r) {
    return remainder(s, a, b, false, r);
  }

  /**
   * FPREM1: r = a - b * nearest(a / b) as IEEE 754 defines it, or a partial reduction where the
   * exponents differ by 64 or more.
   *
   * @return the low three bits of the quotient, {@link #INCOMPLETE} or {@link #NONE}
   */
  public static int nearest(FloatStatus s, F80 a, F80 b, F80 r) {
    return remainder(s, a, b, true, r);
  }

  private static int remainder(FloatStatus s, F80 a, F80 b, boolean nearest, F80 r) {
    if (F80Rounding.special(s, a, b, r)) {
      return NONE;
    }
    if (a.isInfinite() || b.isZero()) {
      F80Rounding.invalid(s, r);
      return NONE;
    }
    F80Rounding.noteDenormal(s, a);
    F80Rounding.noteDenormal(s, b);
    if (s.stopped()) {
      return NONE;
    }
    if (a.isZero() || b.isInfinite()) {
      pass(s, a, r);
      return 0;
    }
    return reduce(s, a, b, nearest, r);
  }

  /** Delivers an operand as the result; a pseudo-denormal becomes a normal number. */
  private static void pass(FloatStatus s, F80 a, F80 r) {
    if (a.isDenormal()) {
      F80Rounding.pack(s, a.unpack(s.x), 64, r);
    } else {
      r.set(a);
    }
  }

  private static int reduce(FloatStatus s, F80 a, F80 b, boolean nearest, F80 r) {
    WideFloat x = a.unpack(s.x);
    WideFloat y = b.unpack(s.y);
    int difference = x.exponent - y.exponent;
    if (difference < (nearest ? -1 : 0)) {
      pass(s, a, r);
      return 0;
    }
    boolean partial = difference > 63;
    int steps = partial ? difference & 31 | 32 : difference;
    long quotient = 0;
    long rest = x.hi;
    long divisor = y.hi;
    int exponent = y.exponent + (partial ? difference - steps : 0);
    if (steps < 0) {
      exponent--;
    } else {
      long high = steps == 0 ? 0 : x.hi >>> -steps;
      long low = x.hi << steps;
      quotient = Wide.divide(high, low, divisor);
      rest = low - quotient * divisor;
    }
    boolean negative = x.negative;
    if (nearest && !partial) {
      int half = steps < 0 ? Long.compareUnsigned(rest, divisor) : compareHalf(rest, divisor);
      if (half > 0 || (half == 0 && (quotient & 1) != 0)) {
        quotient++;
        // With steps < 0 the rest counts half units of the divisor.
        rest = steps < 0 ? divisor * 2 - rest : divisor - rest;
        negative = !negative;
      }
    }
    if (rest == 0) {
      r.setZero(a.isNegative());
    } else {
      F80Rounding.pack(s, x.set(negative, exponent, rest), 64, r);
    }
    return partial ? INCOMPLETE : (int) quotient & 7;
  }

  /** Compares twice the rest, which is below the divisor, with the divisor. */
  private static int compareHalf(long rest, long divisor) {
    return Long.compareUnsigned(rest, divisor - rest);
  }

  /** FSCALE: r = a * 2^trunc(b). */
  public static void scale(FloatStatus s, F80 a, F80 b, F80 r) {
    if (F80Rounding.special(s, a, b, r)) {
      return;
    }
    if (b.isInfinite() && (b.isNegative() ? a.isInfinite() : a.isZero())) {
      F80Rounding.invalid(s, r);
      return;
    }
    F80Rounding.noteDenormal(s, a);
    F80Rounding.noteDenormal(s, b);
    if (a.isInfinite() || a.isZero()) {
      r.set(a);
    } else if (b.isInfinite()) {
      if (b.isNegative()) {
        r.setZero(a.isNegative());
      } else {
        r.setInfinity(a.isNegative());
      }
    } else {
      WideFloat x = a.unpack(s.x);
      x.exponent += scaleExponent(b);
      F80Rounding.pack(s, x, 64, r);
    }
  }

  private static int scaleExponent(F80 b) {
    int exponent = b.exponent() - F80.BIAS;
    if (exponent < 0) {
      return 0;
    }
    int magnitude = exponent > 16 ? 1 << 17 : (int) (b.significand >>> (63 - exponent));
    return b.isNegative() ? -magnitude : magnitude;
  }

  /**
   * FXTRACT: the exponent of a as a number, and its significand with the sign of a; neither may be
   * a.
   */
  public static void extract(FloatStatus s, F80 a, F80 exponent, F80 significand) {
    if (F80Rounding.special(s, a, a, significand)) {
      exponent.set(significand);
    } else if (a.isZero()) {
      s.raise(FloatStatus.ZERO_DIVIDE);
      exponent.setInfinity(true);
      significand.set(a);
    } else if (a.isInfinite()) {
      exponent.setInfinity(false);
      significand.set(a);
    } else {
      F80Rounding.noteDenormal(s, a);
      WideFloat w = a.unpack(s.x);
      significand.set(a.signExponent & F80.SIGN | F80.BIAS, w.hi);
      F80Conversions.fromLong(s, w.exponent, exponent);
    }
  }
}
