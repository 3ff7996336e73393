package emu.core.softfloat;

/**
 * Rounding to the extended format, its exceptions, and its rules for NaNs and other special
 * operands.
 */
final class F80Rounding {
  private static final int MAX_EXPONENT = 16383;

  /**
   * What an unmasked overflow takes from, and an unmasked underflow adds to, the exponent (SDM 1,
   * 8.5.4, 8.5.5).
   */
  private static final int WRAP = 0x6000;

  private F80Rounding() {}

  /**
   * Rounds a number, which is not zero, into a register, raising OE, UE and PE; with OE or UE
   * unmasked the result's exponent is wrapped. The number is destroyed.
   *
   * @param precision bits of significand: 24, 53 or 64
   */
  static void pack(FloatStatus s, WideFloat w, int precision, F80 r) {
    s.roundedUp = false;
    if (s.stopped()) {
      return;
    }
    if (w.exponent < F80.MIN_EXPONENT) {
      packTiny(s, w, precision, r);
      return;
    }
    round(s, w, precision);
    if (w.exponent > MAX_EXPONENT) {
      overflow(s, w, precision, r);
      return;
    }
    store(w, w.exponent + F80.BIAS, r);
  }

  private static int round(FloatStatus s, WideFloat w, int precision) {
    int rounding = w.round(precision, s.rounding);
    s.roundedUp = rounding == WideFloat.INCREMENTED;
    if (rounding != WideFloat.EXACT) {
      s.raise(FloatStatus.INEXACT);
    }
    return rounding;
  }

  private static void store(WideFloat w, int biased, F80 r) {
    r.set((w.negative ? F80.SIGN : 0) | biased, w.hi);
  }

  private static void overflow(FloatStatus s, WideFloat w, int precision, F80 r) {
    s.raise(FloatStatus.OVERFLOW);
    if (!s.masked(FloatStatus.OVERFLOW) && w.exponent - WRAP <= MAX_EXPONENT) {
      store(w, w.exponent - WRAP + F80.BIAS, r);
      return;
    }
    s.raise(FloatStatus.INEXACT);
    // Where even the wrapped result does not fit (FSCALE), it is an infinity in every rounding
    // mode.
    if (!s.masked(FloatStatus.OVERFLOW)
        || BinaryFormat.overflowsToInfinity(s.rounding, w.negative)) {
      s.roundedUp = true;
      r.setInfinity(w.negative);
    } else {
      s.roundedUp = false;
      r.set((w.negative ? F80.SIGN : 0) | (F80.EXPONENT - 1), -1L << (64 - precision));
    }
  }

  private static void packTiny(FloatStatus s, WideFloat w, int precision, F80 r) {
    boolean tiny = true;
    if (w.exponent == F80.MIN_EXPONENT - 1) {
      // Tininess is judged after rounding with an unbounded exponent.
      WideFloat copy = s.z.set(w);
      copy.round(precision, s.rounding);
      tiny = copy.exponent < F80.MIN_EXPONENT;
    }
    if (tiny && !s.masked(FloatStatus.UNDERFLOW)) {
      wrapTiny(s, w, precision, r);
      return;
    }
    w.shiftRight(F80.MIN_EXPONENT - w.exponent);
    int rounding = round(s, w, precision);
    if (tiny && rounding != WideFloat.EXACT) {
      s.raise(FloatStatus.UNDERFLOW);
    }
    store(w, w.hi < 0 ? 1 : 0, r);
  }

  private static void wrapTiny(FloatStatus s, WideFloat w, int precision, F80 r) {
    s.raise(FloatStatus.UNDERFLOW);
    if (w.exponent + WRAP < F80.MIN_EXPONENT) {
      // Where even the wrapped result is tiny (FSCALE), it is a zero in every rounding mode.
      s.raise(FloatStatus.INEXACT);
      r.setZero(w.negative);
      return;
    }
    round(s, w, precision);
    store(w, w.exponent + WRAP + F80.BIAS, r);
  }

  /** Raises IE and answers with the real indefinite. */
  static void invalid(FloatStatus s, F80 r) {
    s.raise(FloatStatus.INVALID);
    s.roundedUp = false;
    r.setIndefinite();
  }

  /**
   * Answers operands that are NaNs or unsupported (SDM 1, table 4-7, x87 column).
   *
   * @return whether there was one, and so {@code r} holds the result
   */
  static boolean special(FloatStatus s, F80 a, F80 b, F80 r) {
    s.roundedUp = false;
    if (a.exponent() != F80.EXPONENT && b.exponent() != F80.EXPONENT) {
      if (a.isUnsupported() || b.isUnsupported()) {
        invalid(s, r);
        return true;
      }
      return false;
    }
    if (a.isUnsupported() || b.isUnsupported()) {
      invalid(s, r);
      return true;
    }
    if (!a.isNan() && !b.isNan()) {
      return false;
    }
    boolean aSignaling = a.isSignaling();
    boolean bSignaling = b.isSignaling();
    if (aSignaling || bSignaling) {
      s.raise(FloatStatus.INVALID);
    }
    if (!b.isNan()) {
      r.setQuiet(a);
    } else if (!a.isNan()) {
      r.setQuiet(b);
    } else if (aSignaling != bSignaling) {
      r.setQuiet(aSignaling ? b : a);
    } else {
      r.setQuiet(larger(a, b));
    }
    return true;
  }

  private static F80 larger(F80 a, F80 b) {
    int order = Long.compareUnsigned(a.significand, b.significand);
    return order > 0 || (order == 0 && !a.isNegative()) ? a : b;
  }

  /** Raises DE for a denormal operand. */
  static void noteDenormal(FloatStatus s, F80 a) {
    if (a.isDenormal() || s.widenedDenormal) {
      s.raise(FloatStatus.DENORMAL);
    }
  }

  /** The zero that an exact sum of opposite numbers is. */
  static void exactZero(FloatStatus s, F80 r) {
    r.setZero(s.rounding == FloatStatus.DOWN);
  }
}
