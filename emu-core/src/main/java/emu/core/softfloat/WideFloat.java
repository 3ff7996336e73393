package emu.core.softfloat;

/**
 * An unpacked number with a significand of 128 bits, {@code hi:lo}, whose top bit weighs {@code
 * 2^exponent}. It is normalised (top bit set) or zero. The arithmetic of 64-bit significands is
 * exact but for the lowest bit, which stands for everything beyond it ("sticky"), so that one later
 * rounding is right; that of longer ones is good to about 126 bits.
 */
final class WideFloat {
  static final long TOP = 1L << 63;

  boolean negative;
  int exponent;
  long hi;
  long lo;

  WideFloat() {}

  /** The positive number {@code hi:lo * 2^(exponent - 127)}. */
  WideFloat(int exponent, long hi, long lo) {
    this.exponent = exponent;
    this.hi = hi;
    this.lo = lo;
  }

  boolean isZero() {
    return hi == 0;
  }

  WideFloat set(WideFloat a) {
    negative = a.negative;
    exponent = a.exponent;
    hi = a.hi;
    lo = a.lo;
    return this;
  }

  /**
   * Makes this the given number with a 64-bit significand, normalising it; a significand of 0 makes
   * it zero.
   */
  WideFloat set(boolean negative, int exponent, long significand) {
    int shift = Long.numberOfLeadingZeros(significand);
    this.negative = negative;
    this.exponent = exponent - shift;
    hi = significand << shift;
    lo = 0;
    return this;
  }

  /** Makes this the given number with a 128-bit significand, normalising it. */
  WideFloat set(boolean negative, int exponent, long hi, long lo) {
    this.negative = negative;
    this.exponent = exponent;
    this.hi = hi;
    this.lo = lo;
    normalise();
    return this;
  }

  /** Makes this a signed integer. */
  WideFloat setInteger(long value) {
    return set(value < 0, 63, Math.abs(value));
  }

  /** this = a + b; the sum of opposite numbers is +0. */
  WideFloat add(WideFloat a, WideFloat b) {
    return sum(a, b, b.negative);
  }

  /** this = a - b. */
  WideFloat subtract(WideFloat a, WideFloat b) {
    return sum(a, b, !b.negative);
  }

  private WideFloat sum(WideFloat a, WideFloat b, boolean bNegative) {
    if (b.isZero()) {
      return set(a);
    }
    if (a.isZero() || compareMagnitude(a, b) < 0) {
      return sumOrdered(b, bNegative, a, a.negative);
    }
    return sumOrdered(a, a.negative, b, bNegative);
  }

  private WideFloat sumOrdered(WideFloat a, boolean aNegative, WideFloat b, boolean bNegative) {
    long aHi = a.hi;
    long aLo = a.lo;
    int aExponent = a.exponent;
    int shift = b.isZero() ? 0 : aExponent - b.exponent;
    set(b);
    shiftRight(shift);
    negative = aNegative;
    exponent = aExponent;
    if (aNegative == bNegative) {
      addMagnitude(aHi, aLo);
    } else {
      boolean borrow = Long.compareUnsigned(aLo, lo) < 0;
      lo = aLo - lo;
      hi = aHi - hi - (borrow ? 1 : 0);
      normalise();
    }
    return this;
  }

  private void addMagnitude(long aHi, long aLo) {
    lo += aLo;
    boolean carry = Long.compareUnsigned(lo, aLo) < 0;
    hi += aHi + (carry ? 1 : 0);
    int order = Long.compareUnsigned(hi, aHi);
    if (order < 0 || (carry && order == 0)) {
      lo = hi << 63 | lo >>> 1 | lo & 1;
      hi = hi >>> 1 | TOP;
      exponent++;
    }
  }

  private void normalise() {
    if (hi == 0) {
      if (lo == 0) {
        negative = false;
        return;
      }
      hi = lo;
      lo = 0;
      exponent -= 64;
    }
    int shift = Long.numberOfLeadingZeros(hi);
    if (shift != 0) {
      hi = hi << shift | lo >>> (64 - shift);
      lo <<= shift;
      exponent -= shift;
    }
  }

  /**
   * Shifts the significand right, leaving the exponent alone; what is shifted out is kept in the
   * sticky bit.
   */
  void shiftRight(int count) {
    if (count == 0) {
      return;
    }
    if (count < 64) {
      long lost = lo << -count;
      lo = hi << -count | lo >>> count | (lost != 0 ? 1 : 0);
      hi >>>= count;
    } else if (count < 128) {
      long lost = count == 64 ? lo : hi << -count | lo;
      lo = hi >>> count | (lost != 0 ? 1 : 0);
      hi = 0;
    } else {
      lo = (hi | lo) != 0 ? 1 : 0;
      hi = 0;
    }
  }

  /** this = a * b. */
  WideFloat multiply(WideFloat a, WideFloat b) {
    boolean sign = a.negative ^ b.negative;
    int sum = a.exponent + b.exponent + 1;
    long high = Math.unsignedMultiplyHigh(a.hi, b.hi);
    long low = a.hi * b.hi;
    if ((a.lo | b.lo) != 0) {
      long cross1 = Math.unsignedMultiplyHigh(a.hi, b.lo);
      long cross2 = Math.unsignedMultiplyHigh(a.lo, b.hi);
      low += cross1;
      high += Long.compareUnsigned(low, cross1) < 0 ? 1 : 0;
      low += cross2;
      high += Long.compareUnsigned(low, cross2) < 0 ? 1 : 0;
    }
    negative = sign;
    exponent = sum;
    hi = high;
    lo = low;
    if (hi > 0) {
      hi = hi << 1 | lo >>> 63;
      lo <<= 1;
      exponent--;
    }
    return this;
  }

  /** this = a / b with the 64-bit significand of b; b is not zero. */
  WideFloat divide(WideFloat a, WideFloat b) {
    boolean sign = a.negative ^ b.negative;
    int difference = a.exponent - b.exponent;
    long divisor = b.hi;
    long low = a.hi << 63 | a.lo >>> 1;
    long first = Wide.divide(a.hi >>> 1, low, divisor);
    long remainder = low - first * divisor;
    long rest = a.lo << 63;
    long second = Wide.divide(remainder, rest, divisor);
    boolean exact = rest == second * divisor;
    negative = sign;
    exponent = difference;
    hi = first;
    lo = second | (exact ? 0 : 1);
    if (hi > 0) {
      hi = hi << 1 | lo >>> 63;
      lo = lo << 1 | lo & 1;
      exponent--;
    }
    return this;
  }

  /** this = a / b with all bits of b counting; b is not zero and neither operand is this. */
  WideFloat divideLong(WideFloat a, WideFloat b) {
    divide(a, b);
    if (b.lo != 0 && hi != 0) {
      WideFloat rest = new WideFloat().multiply(this, b);
      rest.subtract(a, rest);
      if (!rest.isZero()) {
        add(this, rest.divide(rest, b));
      }
    }
    return this;
  }

  /** this = the square root of a, a number with a 64-bit significand, not negative. */
  WideFloat squareRoot(WideFloat a) {
    boolean odd = (a.exponent & 1) != 0;
    long radicandHi = odd ? a.hi : a.hi >>> 1;
    long radicandLo = odd ? 0 : a.hi << 63;
    // One bit of the root for two of the radicand, as on paper.
    long root = 0;
    long restHi = 0;
    long restLo = 0;
    for (int i = 0; i < 64; i++) {
      restHi = restHi << 2 | restLo >>> 62;
      restLo = restLo << 2 | radicandHi >>> 62;
      radicandHi = radicandHi << 2 | radicandLo >>> 62;
      radicandLo <<= 2;
      long trialHi = root >>> 62;
      long trialLo = root << 2 | 1;
      root <<= 1;
      if (compare128(restHi, restLo, trialHi, trialLo) >= 0) {
        restHi -= trialHi + (Long.compareUnsigned(restLo, trialLo) < 0 ? 1 : 0);
        restLo -= trialLo;
        root |= 1;
      }
    }
    negative = false;
    exponent = a.exponent >> 1;
    hi = root;
    // The root's fraction is above one half exactly if the rest is above the root, and never one
    // half.
    if ((restHi | restLo) == 0) {
      lo = 0;
    } else {
      lo = restHi != 0 || Long.compareUnsigned(restLo, root) > 0 ? TOP | 1 : 1;
    }
    return this;
  }

  private static int compare128(long aHi, long aLo, long bHi, long bLo) {
    int high = Long.compareUnsigned(aHi, bHi);
    return high != 0 ? high : Long.compareUnsigned(aLo, bLo);
  }

  /** Compares |a| and |b|, neither of them zero: negative, 0 or positive. */
  static int compareMagnitude(WideFloat a, WideFloat b) {
    if (a.exponent != b.exponent) {
      return Integer.compare(a.exponent, b.exponent);
    }
    return compare128(a.hi, a.lo, b.hi, b.lo);
  }

  /** How a rounding came out. */
  static final int EXACT = 0;

  static final int TRUNCATED = 1;
  static final int INCREMENTED = 2;

  /**
   * Rounds the significand, normalised or not, to the top {@code bits} bits of {@code hi} and
   * clears the rest. A carry out of the top makes the significand 1.0 and the exponent one larger.
   *
   * @param bits 1 to 64
   * @param mode a rounding mode of {@link FloatStatus}
   * @return {@link #EXACT}, {@link #TRUNCATED} or {@link #INCREMENTED} (in magnitude)
   */
  int round(int bits, int mode) {
    long unit = 1L << -bits;
    long rest = hi & (unit - 1);
    if ((rest | lo) == 0) {
      return EXACT;
    }
    boolean up = roundsUp(unit, rest, mode);
    hi &= -unit;
    lo = 0;
    if (!up) {
      return TRUNCATED;
    }
    hi += unit;
    if (hi == 0) {
      hi = TOP;
      exponent++;
    }
    return INCREMENTED;
  }

  private boolean roundsUp(long unit, long rest, int mode) {
    if (mode != FloatStatus.NEAREST) {
      return mode == (negative ? FloatStatus.DOWN : FloatStatus.UP);
    }
    int half =
        unit == 1
            ? Long.compareUnsigned(lo, TOP)
            : rest != unit >>> 1 ? Long.compareUnsigned(rest, unit >>> 1) : lo != 0 ? 1 : 0;
    return half > 0 || (half == 0 && (hi & unit) != 0);
  }

  /**
   * Rounds to an integer: {@code hi} becomes its magnitude and {@code exponent} 63, or more than 63
   * where it does not fit in 64 bits.
   *
   * @return as {@link #round}
   */
  int roundToInteger(int mode) {
    if (exponent > 63) {
      return EXACT;
    }
    shiftRight(63 - exponent);
    exponent = 63;
    return round(64, mode);
  }
}
