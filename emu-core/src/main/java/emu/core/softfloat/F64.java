package emu.core.softfloat;

/**
 * Operations of SSE on binary64 numbers, given and returned as raw bits. Flags go to the {@link
 * FloatStatus}. Where the host's arithmetic gives the same result and leaves no flag to raise, it
 * is used.
 */
public final class F64 {
  private static final BinaryFormat FORMAT = BinaryFormat.DOUBLE;
  private static final long EXPONENT = 0x7ff0_0000_0000_0000L;
  private static final long ONE = 0x0010_0000_0000_0000L;

  /** Integers up to here are numbers of this format. */
  private static final long EXACT_INTEGER = 1L << 53;

  private F64() {}

  /**
   * Whether the exponent field is neither 0, nor the least (it may hide a rounded-up tiny number),
   * nor the greatest.
   */
  private static boolean isSafe(long a) {
    long exponent = a & EXPONENT;
    return exponent > ONE && exponent < EXPONENT;
  }

  /** Whether a is zero or has a non-zero exponent field. */
  private static boolean isNotDenormal(long a) {
    return (a & EXPONENT) != 0 || a << 1 == 0;
  }

  /** a + b. */
  public static long add(FloatStatus s, long a, long b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      long r = Double.doubleToRawLongBits(Double.longBitsToDouble(a) + Double.longBitsToDouble(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return FORMAT.add(s, a, b);
  }

  /** a - b. */
  public static long subtract(FloatStatus s, long a, long b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      long r = Double.doubleToRawLongBits(Double.longBitsToDouble(a) - Double.longBitsToDouble(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return FORMAT.subtract(s, a, b);
  }

  /** a * b. */
  public static long multiply(FloatStatus s, long a, long b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      long r = Double.doubleToRawLongBits(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return FORMAT.multiply(s, a, b);
  }

  /** a / b. */
  public static long divide(FloatStatus s, long a, long b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      long r = Double.doubleToRawLongBits(Double.longBitsToDouble(a) / Double.longBitsToDouble(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return FORMAT.divide(s, a, b);
  }

  /** The square root of a. */
  public static long squareRoot(FloatStatus s, long a) {
    if (s.plain() && a > 0 && isSafe(a)) {
      return Double.doubleToRawLongBits(Math.sqrt(Double.longBitsToDouble(a)));
    }
    return FORMAT.squareRoot(s, a);
  }

  /** MINSD: a if it is smaller than b, else b, also if one is a NaN (which raises IE). */
  public static long min(FloatStatus s, long a, long b) {
    if (isNotDenormal(a) && isNotDenormal(b)) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      if (x < y) {
        return a;
      }
      if (x >= y) {
        return b;
      }
    }
    return FORMAT.min(s, a, b);
  }

  /** MAXSD: a if it is larger than b, else b, also if one is a NaN (which raises IE). */
  public static long max(FloatStatus s, long a, long b) {
    if (isNotDenormal(a) && isNotDenormal(b)) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      if (x > y) {
        return a;
      }
      if (x <= y) {
        return b;
      }
    }
    return FORMAT.max(s, a, b);
  }

  /**
   * Compares two numbers. A signaling NaN raises IE; a quiet one does if {@code signaling}.
   *
   * @return a constant of {@link Relation}
   */
  public static int compare(FloatStatus s, long a, long b, boolean signaling) {
    if (isNotDenormal(a) && isNotDenormal(b)) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      if (x < y) {
        return Relation.LESS;
      }
      if (x > y) {
        return Relation.GREATER;
      }
      if (x == y) {
        return Relation.EQUAL;
      }
    }
    return FORMAT.compare(s, a, b, signaling);
  }

  /**
   * ROUNDSD: rounds to an integral value.
   *
   * @param mode a rounding mode of {@link FloatStatus}
   * @param quietly not to raise PE
   */
  public static long roundToIntegral(FloatStatus s, long a, int mode, boolean quietly) {
    return FORMAT.roundToIntegral(s, a, mode, quietly);
  }

  /** Converts to a signed 32-bit integer; 0x80000000 with IE where it does not fit. */
  public static int toInt(FloatStatus s, long a, int mode) {
    double x = Double.longBitsToDouble(a);
    int truncated = (int) x;
    if (truncated == x || (s.plainTruncation(mode) && Math.abs(x) < 0x1p31)) {
      return truncated;
    }
    return (int) FORMAT.toInteger(s, a, 32, mode);
  }

  /** Converts to a signed 64-bit integer; 0x8000000000000000 with IE where it does not fit. */
  public static long toLong(FloatStatus s, long a, int mode) {
    double x = Double.longBitsToDouble(a);
    long truncated = (long) x;
    if (Math.abs(x) < 0x1p63 && ((double) truncated == x || s.plainTruncation(mode))) {
      return truncated;
    }
    return FORMAT.toInteger(s, a, 64, mode);
  }

  /** Converts a signed integer, rounding it. */
  public static long fromLong(FloatStatus s, long value) {
    if (Math.abs(value) <= EXACT_INTEGER) {
      return Double.doubleToRawLongBits((double) value);
    }
    return FORMAT.fromInteger(s, value);
  }

  /** CVTSD2SS: converts to binary32. */
  public static int toF32(FloatStatus s, long a) {
    float converted = (float) Double.longBitsToDouble(a);
    int bits = Float.floatToRawIntBits(converted);
    if (F32.isSafe(bits) && (s.plain() || (double) converted == Double.longBitsToDouble(a))) {
      return bits;
    }
    return (int) FORMAT.convert(s, a, BinaryFormat.SINGLE);
  }
}
