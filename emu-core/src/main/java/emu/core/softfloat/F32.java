package emu.core.softfloat;

/**
 * Operations of SSE on binary32 numbers, given and returned as raw bits. Flags go to the {@link
 * FloatStatus}. Where the host's arithmetic gives the same result and leaves no flag to raise, it
 * is used.
 */
public final class F32 {
  private static final BinaryFormat FORMAT = BinaryFormat.SINGLE;
  private static final int EXPONENT = 0x7f80_0000;
  private static final int ONE = 0x0080_0000;

  /** Integers up to here are numbers of this format. */
  private static final long EXACT_INTEGER = 1L << 24;

  private F32() {}

  private static long wide(int a) {
    return a & 0xffff_ffffL;
  }

  /**
   * Whether the exponent field is neither 0, nor the least (it may hide a rounded-up tiny number),
   * nor the greatest.
   */
  static boolean isSafe(int a) {
    int exponent = a & EXPONENT;
    return exponent > ONE && exponent < EXPONENT;
  }

  /** Whether a is zero or has a non-zero exponent field. */
  private static boolean isNotDenormal(int a) {
    return (a & EXPONENT) != 0 || a << 1 == 0;
  }

  /** a + b. */
  public static int add(FloatStatus s, int a, int b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      int r = Float.floatToRawIntBits(Float.intBitsToFloat(a) + Float.intBitsToFloat(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return (int) FORMAT.add(s, wide(a), wide(b));
  }

  /** a - b. */
  public static int subtract(FloatStatus s, int a, int b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      int r = Float.floatToRawIntBits(Float.intBitsToFloat(a) - Float.intBitsToFloat(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return (int) FORMAT.subtract(s, wide(a), wide(b));
  }

  /** a * b. */
  public static int multiply(FloatStatus s, int a, int b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      int r = Float.floatToRawIntBits(Float.intBitsToFloat(a) * Float.intBitsToFloat(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return (int) FORMAT.multiply(s, wide(a), wide(b));
  }

  /** a / b. */
  public static int divide(FloatStatus s, int a, int b) {
    if (s.plain() && isNotDenormal(a) && isNotDenormal(b)) {
      int r = Float.floatToRawIntBits(Float.intBitsToFloat(a) / Float.intBitsToFloat(b));
      if (isSafe(r)) {
        return r;
      }
    }
    return (int) FORMAT.divide(s, wide(a), wide(b));
  }

  /** The square root of a. */
  public static int squareRoot(FloatStatus s, int a) {
    if (s.plain() && a > 0 && isSafe(a)) {
      return Float.floatToRawIntBits((float) Math.sqrt(Float.intBitsToFloat(a)));
    }
    return (int) FORMAT.squareRoot(s, wide(a));
  }

  /** MINSS: a if it is smaller than b, else b, also if one is a NaN (which raises IE). */
  public static int min(FloatStatus s, int a, int b) {
    if (isNotDenormal(a) && isNotDenormal(b)) {
      float x = Float.intBitsToFloat(a);
      float y = Float.intBitsToFloat(b);
      if (x < y) {
        return a;
      }
      if (x >= y) {
        return b;
      }
    }
    return (int) FORMAT.min(s, wide(a), wide(b));
  }

  /** MAXSS: a if it is larger than b, else b, also if one is a NaN (which raises IE). */
  public static int max(FloatStatus s, int a, int b) {
    if (isNotDenormal(a) && isNotDenormal(b)) {
      float x = Float.intBitsToFloat(a);
      float y = Float.intBitsToFloat(b);
      if (x > y) {
        return a;
      }
      if (x <= y) {
        return b;
      }
    }
    return (int) FORMAT.max(s, wide(a), wide(b));
  }

  /**
   * Compares two numbers. A signaling NaN raises IE; a quiet one does if {@code signaling}.
   *
   * @return a constant of {@link Relation}
   */
  public static int compare(FloatStatus s, int a, int b, boolean signaling) {
    if (isNotDenormal(a) && isNotDenormal(b)) {
      float x = Float.intBitsToFloat(a);
      float y = Float.intBitsToFloat(b);
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
    return FORMAT.compare(s, wide(a), wide(b), signaling);
  }

  /**
   * ROUNDSS: rounds to an integral value.
   *
   * @param mode a rounding mode of {@link FloatStatus}
   * @param quietly not to raise PE
   */
  public static int roundToIntegral(FloatStatus s, int a, int mode, boolean quietly) {
    return (int) FORMAT.roundToIntegral(s, wide(a), mode, quietly);
  }

  /** Converts to a signed 32-bit integer; 0x80000000 with IE where it does not fit. */
  public static int toInt(FloatStatus s, int a, int mode) {
    float x = Float.intBitsToFloat(a);
    int truncated = (int) x;
    if ((double) truncated == x || (s.plainTruncation(mode) && Math.abs(x) < 0x1p31f)) {
      return truncated;
    }
    return (int) FORMAT.toInteger(s, wide(a), 32, mode);
  }

  /** Converts to a signed 64-bit integer; 0x8000000000000000 with IE where it does not fit. */
  public static long toLong(FloatStatus s, int a, int mode) {
    float x = Float.intBitsToFloat(a);
    long truncated = (long) x;
    if (Math.abs(x) < 0x1p63f && ((double) truncated == x || s.plainTruncation(mode))) {
      return truncated;
    }
    return FORMAT.toInteger(s, wide(a), 64, mode);
  }

  /** Converts a signed integer, rounding it. */
  public static int fromLong(FloatStatus s, long value) {
    if (Math.abs(value) <= EXACT_INTEGER) {
      return Float.floatToRawIntBits((float) value);
    }
    return (int) FORMAT.fromInteger(s, value);
  }

  /** CVTSS2SD: converts to binary64. */
  public static long toF64(FloatStatus s, int a) {
    if (isSafe(a)) {
      return Double.doubleToRawLongBits(Float.intBitsToFloat(a));
    }
    return FORMAT.convert(s, wide(a), BinaryFormat.DOUBLE);
  }
}
