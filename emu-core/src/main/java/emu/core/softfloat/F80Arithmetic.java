package emu.core.softfloat;

/**
 * FADD, FSUB, FMUL, FDIV, FSQRT, FRNDINT and the comparisons. Results go to {@code r}, which may be
 * an operand; results are rounded to the precision of the {@link FloatStatus}, and C1 is its {@code
 * roundedUp}.
 */
public final class F80Arithmetic {
  private F80Arithmetic() {}

  /** r = a + b. */
  public static void add(FloatStatus s, F80 a, F80 b, F80 r) {
    sum(s, a, b, false, r);
  }

  /** r = a - b. */
  public static void subtract(FloatStatus s, F80 a, F80 b, F80 r) {
    sum(s, a, b, true, r);
  }

  private static void sum(FloatStatus s, F80 a, F80 b, boolean flip, F80 r) {
    if (F80Rounding.special(s, a, b, r)) {
      return;
    }
    boolean aNegative = a.isNegative();
    boolean bNegative = b.isNegative() ^ flip;
    if (a.isInfinite() && b.isInfinite() && aNegative != bNegative) {
      F80Rounding.invalid(s, r);
      return;
    }
    F80Rounding.noteDenormal(s, a);
    F80Rounding.noteDenormal(s, b);
    if (a.isInfinite()) {
      r.set(a);
    } else if (b.isInfinite()) {
      r.setInfinity(bNegative);
    } else if (a.isZero() && b.isZero()) {
      if (aNegative == bNegative) {
        r.set(a);
      } else {
        F80Rounding.exactZero(s, r);
      }
    } else {
      WideFloat y = b.unpack(s.y);
      y.negative = bNegative;
      finish(s, s.x.add(a.unpack(s.x), y), r);
    }
  }

  private static void finish(FloatStatus s, WideFloat w, F80 r) {
    if (w.isZero()) {
      F80Rounding.exactZero(s, r);
    } else {
      F80Rounding.pack(s, w, s.precision, r);
    }
  }

  /** r = a * b. */
  public static void multiply(FloatStatus s, F80 a, F80 b, F80 r) {
    if (F80Rounding.special(s, a, b, r)) {
      return;
    }
    if ((a.isInfinite() && b.isZero()) || (a.isZero() && b.isInfinite())) {
      F80Rounding.invalid(s, r);
      return;
    }
    F80Rounding.noteDenormal(s, a);
    F80Rounding.noteDenormal(s, b);
    boolean negative = a.isNegative() ^ b.isNegative();
    if (a.isInfinite() || b.isInfinite()) {
      r.setInfinity(negative);
    } else if (a.isZero() || b.isZero()) {
      r.setZero(negative);
    } else {
      F80Rounding.pack(s, s.x.multiply(a.unpack(s.x), b.unpack(s.y)), s.precision, r);
    }
  }

  /** r = a / b. */
  public static void divide(FloatStatus s, F80 a, F80 b, F80 r) {
    if (F80Rounding.special(s, a, b, r)) {
      return;
    }
    if ((a.isInfinite() && b.isInfinite()) || (a.isZero() && b.isZero())) {
      F80Rounding.invalid(s, r);
      return;
    }
    boolean negative = a.isNegative() ^ b.isNegative();
    if (b.isZero() && !a.isInfinite()) {
      s.raise(FloatStatus.ZERO_DIVIDE);
      r.setInfinity(negative);
      return;
    }
    F80Rounding.noteDenormal(s, a);
    F80Rounding.noteDenormal(s, b);
    if (a.isInfinite()) {
      r.setInfinity(negative);
    } else if (a.isZero() || b.isInfinite()) {
      r.setZero(negative);
    } else {
      F80Rounding.pack(s, s.x.divide(a.unpack(s.x), b.unpack(s.y)), s.precision, r);
    }
  }

  /** r = the square root of a. */
  public static void squareRoot(FloatStatus s, F80 a, F80 r) {
    if (F80Rounding.special(s, a, a, r)) {
      return;
    }
    if (a.isZero()) {
      r.set(a);
    } else if (a.isNegative()) {
      F80Rounding.invalid(s, r);
    } else if (a.isInfinite()) {
      r.set(a);
    } else {
      F80Rounding.noteDenormal(s, a);
      F80Rounding.pack(s, s.x.squareRoot(a.unpack(s.x)), s.precision, r);
    }
  }

  /** FRNDINT: r = a rounded to an integral value. */
  public static void roundToIntegral(FloatStatus s, F80 a, F80 r) {
    if (F80Rounding.special(s, a, a, r)) {
      return;
    }
    F80Rounding.noteDenormal(s, a);
    WideFloat w = a.unpack(s.x);
    if (a.isZero() || w.exponent >= 63 || s.stopped()) {
      r.set(a);
      return;
    }
    int rounding = w.roundToInteger(s.rounding);
    s.roundedUp = rounding == WideFloat.INCREMENTED;
    if (rounding != WideFloat.EXACT) {
      s.raise(FloatStatus.INEXACT);
    }
    if (w.isZero()) {
      r.setZero(w.negative);
    } else {
      w.set(w.negative, w.exponent, w.hi);
      r.set((w.negative ? F80.SIGN : 0) | (w.exponent + F80.BIAS), w.hi);
    }
  }

  /**
   * Compares two numbers. Unsupported encodings and signaling NaNs raise IE; quiet NaNs do if
   * {@code signaling} (FCOM, not FUCOM).
   *
   * @return a constant of {@link Relation}
   */
  public static int compare(FloatStatus s, F80 a, F80 b, boolean signaling) {
    s.roundedUp = false;
    boolean unsupported = a.isUnsupported() || b.isUnsupported();
    if (unsupported || a.isNan() || b.isNan()) {
      if (unsupported || signaling || a.isSignaling() || b.isSignaling()) {
        s.raise(FloatStatus.INVALID);
      }
      return Relation.UNORDERED;
    }
    F80Rounding.noteDenormal(s, a);
    F80Rounding.noteDenormal(s, b);
    boolean negative = a.isNegative();
    if (negative != b.isNegative()) {
      return a.isZero() && b.isZero()
          ? Relation.EQUAL
          : negative ? Relation.LESS : Relation.GREATER;
    }
    int order = compareMagnitude(a, b);
    return negative ? -order : order;
  }

  private static int compareMagnitude(F80 a, F80 b) {
    // A pseudo-denormal's exponent field of 0 weighs as much as 1.
    int exponents = Integer.compare(Math.max(a.exponent(), 1), Math.max(b.exponent(), 1));
    return exponents != 0 ? exponents : Long.compareUnsigned(a.significand, b.significand);
  }
}
