package emu.core.softfloat;

/** Power series on unpacked numbers, and their coefficients. */
final class Series {
  /** Bits of accuracy that are asked of a sum. */
  private static final int BITS = 128;

  private Series() {}

  /** 1 / n for a positive n. */
  static WideFloat reciprocal(int n) {
    return new WideFloat().divide(one(), integer(n));
  }

  static WideFloat one() {
    return integer(1);
  }

  static WideFloat integer(int n) {
    return new WideFloat().setInteger(n);
  }

  /**
   * Coefficients {@code 1 / (first + k * step)!}, with alternating signs if {@code alternating},
   * the first of which is then negative.
   */
  static WideFloat[] factorials(int first, int step, boolean alternating, int count) {
    WideFloat[] coefficients = new WideFloat[count];
    WideFloat next = one();
    int n = 1;
    for (int k = 0; k < count; k++) {
      for (; n <= first + k * step; n++) {
        next.divide(next, integer(n));
      }
      coefficients[k] = new WideFloat().set(next);
      coefficients[k].negative = alternating && k % 2 == 0;
    }
    return coefficients;
  }

  /** Coefficients 1/3, 1/5, 1/7 and so on; if {@code alternating}, -1/3, 1/5, -1/7. */
  static WideFloat[] odd(boolean alternating, int count) {
    WideFloat[] coefficients = new WideFloat[count];
    for (int k = 0; k < count; k++) {
      coefficients[k] = reciprocal(2 * k + 3);
      coefficients[k].negative = alternating && k % 2 == 0;
    }
    return coefficients;
  }

  /**
   * {@code c[0] + c[1] u + c[2] u^2 ...}, with as many terms as count for a {@code |u|} below 1.
   */
  static WideFloat sum(WideFloat u, WideFloat[] c) {
    WideFloat result = new WideFloat();
    int terms = u.exponent >= -1 ? c.length : Math.min(c.length, BITS / (-1 - u.exponent) + 1);
    for (int i = terms - 1; i >= 0; i--) {
      result.add(result.multiply(result, u), c[i]);
    }
    return result;
  }

  /** {@code x + x^3 (c[0] + c[1] x^2 + c[2] x^4 ...)}. */
  static WideFloat oddSum(WideFloat x, WideFloat[] c) {
    WideFloat square = new WideFloat().multiply(x, x);
    WideFloat rest = sum(square, c);
    rest.multiply(rest, square);
    rest.multiply(rest, x);
    return rest.add(x, rest);
  }
}
