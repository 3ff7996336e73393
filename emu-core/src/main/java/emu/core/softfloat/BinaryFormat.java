package emu.core.softfloat;

/**
 * The operations of SSE on an IEEE 754 interchange format; values are bits in the low end of a
 * long. NaNs follow SDM 1, table 4-7 (SSE columns): the first operand if it is a NaN, else the
 * second, made quiet.
 */
final class BinaryFormat {
  static final BinaryFormat SINGLE = new BinaryFormat(24, 8);
  static final BinaryFormat DOUBLE = new BinaryFormat(53, 11);

  final int precision;
  final int maxExponent;
  final int minExponent;
  final long sign;
  final long infinity;
  final long fraction;
  final long quiet;

  private BinaryFormat(int precision, int exponentBits) {
    this.precision = precision;
    maxExponent = (1 << (exponentBits - 1)) - 1;
    minExponent = 1 - maxExponent;
    sign = 1L << (precision + exponentBits - 1);
    fraction = (1L << (precision - 1)) - 1;
    quiet = 1L << (precision - 2);
    infinity = (sign - 1) & ~fraction;
  }

  boolean isNan(long a) {
    return (a & ~sign) > infinity;
  }

  boolean isSignaling(long a) {
    return isNan(a) && (a & quiet) == 0;
  }

  boolean isInfinite(long a) {
    return (a & (sign - 1)) == infinity;
  }

  boolean isZero(long a) {
    return (a & (sign - 1)) == 0;
  }

  boolean isDenormal(long a) {
    return (a & infinity) == 0 && (a & fraction) != 0;
  }

  /** The real indefinite, which answers invalid operations. */
  long indefinite() {
    return sign | infinity | quiet;
  }

  private long invalid(FloatStatus s) {
    s.raise(FloatStatus.INVALID);
    return indefinite();
  }

  /** The NaN that an operation with at least one NaN operand returns. */
  private long propagate(FloatStatus s, long a, long b) {
    if (isSignaling(a) || isSignaling(b)) {
      s.raise(FloatStatus.INVALID);
    }
    return (isNan(a) ? a : b) | quiet;
  }

  /** An operand as the operation sees it: with DAZ, a denormal is a zero. */
  long operand(FloatStatus s, long a) {
    return s.denormalsAreZero && isDenormal(a) ? a & sign : a;
  }

  void noteDenormal(FloatStatus s, long a) {
    if (isDenormal(a)) {
      s.raise(FloatStatus.DENORMAL);
    }
  }

  /** Unpacks a finite number. */
  WideFloat unpack(long a, WideFloat w) {
    int biased = (int) ((a & infinity) >>> (precision - 1));
    long significand = a & fraction | (biased == 0 ? 0 : fraction + 1);
    return w.set(
        (a & sign) != 0, Math.max(biased, 1) - maxExponent, significand << (64 - precision));
  }

  /**
   * Rounds a number, which is not zero, to this format, raising OE, UE and PE. The number is
   * destroyed.
   */
  long pack(FloatStatus s, WideFloat w) {
    long signBit = w.negative ? sign : 0;
    if (w.exponent < minExponent) {
      return packTiny(s, w, signBit);
    }
    int rounding = w.round(precision, s.rounding);
    s.roundedUp = rounding == WideFloat.INCREMENTED;
    if (w.exponent > maxExponent) {
      return overflow(s, w.negative, signBit, rounding);
    }
    if (rounding != WideFloat.EXACT) {
      s.raise(FloatStatus.INEXACT);
    }
    return signBit
        | (long) (w.exponent + maxExponent) << (precision - 1)
        | w.hi << 1 >>> (65 - precision);
  }

  private long overflow(FloatStatus s, boolean negative, long signBit, int rounding) {
    s.raise(FloatStatus.OVERFLOW);
    if (s.masked(FloatStatus.OVERFLOW) || rounding != WideFloat.EXACT) {
      s.raise(FloatStatus.INEXACT);
    }
    boolean infinite = overflowsToInfinity(s.rounding, negative);
    s.roundedUp = infinite;
    return signBit | (infinite ? infinity : infinity - 1);
  }

  static boolean overflowsToInfinity(int rounding, boolean negative) {
    return rounding == FloatStatus.NEAREST
        || rounding == (negative ? FloatStatus.DOWN : FloatStatus.UP);
  }

  private long packTiny(FloatStatus s, WideFloat w, long signBit) {
    int shift = minExponent - w.exponent;
    boolean tiny = true;
    if (shift == 1) {
      // Tininess is judged after rounding with an unbounded exponent.
      WideFloat copy = s.z.set(w);
      copy.round(precision, s.rounding);
      tiny = copy.exponent < minExponent;
    }
    if (tiny && !s.masked(FloatStatus.UNDERFLOW)) {
      // Unmasked, it is inexact if the rounding was that did not yet know the least exponent.
      boolean exact = w.round(precision, s.rounding) == WideFloat.EXACT;
      s.raise(exact ? FloatStatus.UNDERFLOW : FloatStatus.UNDERFLOW | FloatStatus.INEXACT);
      return signBit;
    }
    if (tiny && s.flushToZero) {
      s.raise(FloatStatus.UNDERFLOW | FloatStatus.INEXACT);
      s.roundedUp = false;
      return signBit;
    }
    w.shiftRight(shift);
    int rounding = w.round(precision, s.rounding);
    s.roundedUp = rounding == WideFloat.INCREMENTED;
    boolean inexact = rounding != WideFloat.EXACT;
    if (inexact) {
      s.raise(FloatStatus.INEXACT);
    }
    if (tiny && inexact) {
      s.raise(FloatStatus.UNDERFLOW);
    }
    // The integer bit, if rounding made it, becomes the exponent field's 1.
    return signBit | w.hi >>> (64 - precision);
  }

  long add(FloatStatus s, long a, long b) {
    return sum(s, operand(s, a), operand(s, b), 0);
  }

  long subtract(FloatStatus s, long a, long b) {
    return sum(s, operand(s, a), operand(s, b), sign);
  }

  private long sum(FloatStatus s, long a, long second, long flip) {
    if (isNan(a) || isNan(second)) {
      return propagate(s, a, second);
    }
    long b = second ^ flip;
    if (isInfinite(a) && isInfinite(b) && a != b) {
      return invalid(s);
    }
    noteDenormal(s, a);
    noteDenormal(s, b);
    if (isInfinite(a)) {
      return a;
    }
    if (isInfinite(b)) {
      return b;
    }
    if (isZero(a) && isZero(b)) {
      return a == b ? a : exactZero(s);
    }
    WideFloat r = s.x.add(unpack(a, s.x), unpack(b, s.y));
    return r.isZero() ? exactZero(s) : pack(s, r);
  }

  private long exactZero(FloatStatus s) {
    return s.rounding == FloatStatus.DOWN ? sign : 0;
  }

  long multiply(FloatStatus s, long first, long second) {
    long a = operand(s, first);
    long b = operand(s, second);
    if (isNan(a) || isNan(b)) {
      return propagate(s, a, b);
    }
    if ((isInfinite(a) && isZero(b)) || (isZero(a) && isInfinite(b))) {
      return invalid(s);
    }
    noteDenormal(s, a);
    noteDenormal(s, b);
    long signBit = (a ^ b) & sign;
    if (isInfinite(a) || isInfinite(b)) {
      return signBit | infinity;
    }
    if (isZero(a) || isZero(b)) {
      return signBit;
    }
    return pack(s, s.x.multiply(unpack(a, s.x), unpack(b, s.y)));
  }

  long divide(FloatStatus s, long first, long second) {
    long a = operand(s, first);
    long b = operand(s, second);
    if (isNan(a) || isNan(b)) {
      return propagate(s, a, b);
    }
    if ((isInfinite(a) && isInfinite(b)) || (isZero(a) && isZero(b))) {
      return invalid(s);
    }
    long signBit = (a ^ b) & sign;
    if (isZero(b) && !isInfinite(a)) {
      s.raise(FloatStatus.ZERO_DIVIDE);
      return signBit | infinity;
    }
    noteDenormal(s, a);
    noteDenormal(s, b);
    if (isInfinite(a)) {
      return signBit | infinity;
    }
    if (isZero(a) || isInfinite(b)) {
      return signBit;
    }
    return pack(s, s.x.divide(unpack(a, s.x), unpack(b, s.y)));
  }

  long squareRoot(FloatStatus s, long operand) {
    long a = operand(s, operand);
    if (isNan(a)) {
      return propagate(s, a, a);
    }
    if (isZero(a)) {
      return a;
    }
    if ((a & sign) != 0) {
      return invalid(s);
    }
    if (isInfinite(a)) {
      return a;
    }
    noteDenormal(s, a);
    return pack(s, s.x.squareRoot(unpack(a, s.x)));
  }

  /** MINSS, MINSD: the second operand unless the first is smaller. */
  long min(FloatStatus s, long a, long b) {
    return select(s, operand(s, a), operand(s, b), Relation.LESS);
  }

  /** MAXSS, MAXSD: the second operand unless the first is larger. */
  long max(FloatStatus s, long a, long b) {
    return select(s, operand(s, a), operand(s, b), Relation.GREATER);
  }

  private long select(FloatStatus s, long a, long b, int wanted) {
    return compare(s, a, b, true) == wanted ? a : b;
  }

  /**
   * Compares two numbers, raising DE, and IE for signaling NaNs or, if {@code signaling}, for any
   * NaN.
   *
   * @return a constant of {@link Relation}
   */
  int compare(FloatStatus s, long first, long second, boolean signaling) {
    long a = operand(s, first);
    long b = operand(s, second);
    if (isNan(a) || isNan(b)) {
      if (signaling || isSignaling(a) || isSignaling(b)) {
        s.raise(FloatStatus.INVALID);
      }
      return Relation.UNORDERED;
    }
    noteDenormal(s, a);
    noteDenormal(s, b);
    return Long.compare(ordered(a), ordered(b));
  }

  /** A long that is ordered as the number is. */
  private long ordered(long a) {
    return (a & sign) != 0 ? -(a ^ sign) : a;
  }

  /**
   * ROUNDSS, ROUNDSD: rounds to an integral value; PE is raised unless {@code quietly}, DE never.
   */
  long roundToIntegral(FloatStatus s, long operand, int mode, boolean quietly) {
    long a = operand(s, operand);
    if (isNan(a)) {
      return propagate(s, a, a);
    }
    if (isInfinite(a) || isZero(a)) {
      return a;
    }
    WideFloat w = unpack(a, s.x);
    if (w.exponent >= precision - 1) {
      return a;
    }
    if (w.roundToInteger(mode) != WideFloat.EXACT && !quietly) {
      s.raise(FloatStatus.INEXACT);
    }
    return w.isZero() ? a & sign : pack(s, w.set(w.negative, w.exponent, w.hi));
  }

  /**
   * Converts to a signed integer, raising IE and returning the integer indefinite {@code
   * -2^(bits-1)} where it does not fit.
   *
   * @param bits 32 or 64
   * @return the integer, sign-extended
   */
  long toInteger(FloatStatus s, long operand, int bits, int mode) {
    long a = operand(s, operand);
    if (isZero(a)) {
      return 0;
    }
    long indefinite = -1L << (bits - 1);
    if (isNan(a) || isInfinite(a)) {
      s.raise(FloatStatus.INVALID);
      return indefinite;
    }
    return Integers.convert(s, unpack(a, s.x), bits, mode);
  }

  /** The nearest number to a signed integer, raising PE. */
  long fromInteger(FloatStatus s, long value) {
    return value == 0 ? 0 : pack(s, s.x.setInteger(value));
  }

  /** Converts a number of this format to another (CVTSS2SD, CVTSD2SS). */
  long convert(FloatStatus s, long operand, BinaryFormat to) {
    long a = operand(s, operand);
    long signBit = (a & sign) != 0 ? to.sign : 0;
    if (isNan(a)) {
      int shift = to.precision - precision;
      long payload = propagate(s, a, a) & fraction;
      return signBit | to.infinity | (shift < 0 ? payload >>> -shift : payload << shift);
    }
    if (isInfinite(a)) {
      return signBit | to.infinity;
    }
    if (isZero(a)) {
      return signBit;
    }
    noteDenormal(s, a);
    return to.pack(s, unpack(a, s.x));
  }
}
