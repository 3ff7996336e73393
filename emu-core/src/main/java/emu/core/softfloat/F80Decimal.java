package emu.core.softfloat;

/** FBLD and FBSTP: packed decimal integers of 18 digits (SDM 1, 4.7). */
public final class F80Decimal {
  private static final int DIGITS = 18;
  private static final long LIMIT = 999_999_999_999_999_999L;

  private F80Decimal() {}

  /**
   * FBLD: converts a packed decimal, exactly.
   *
   * @param signDigits sign in bit 15, digits 17 and 16 in bits 7:0
   * @param digits digits 15 to 0
   */
  public static void load(FloatStatus s, int signDigits, long digits, F80 r) {
    long value = 0;
    for (int i = DIGITS - 1; i >= 0; i--) {
      long digit = i >= 16 ? signDigits >> (4 * (i - 16)) & 15 : digits >>> (4 * i) & 15;
      value = value * 10 + digit;
    }
    F80Conversions.fromLong(s, value, r);
    r.signExponent |= signDigits & F80.SIGN;
  }

  /**
   * FBSTP: rounds to an integer of 18 digits in packed decimal, raising PE, or IE where it does not
   * fit; the result is then the packed decimal indefinite. The result is an encoding, not a number:
   * {@code r.signExponent} holds the sign and digits 17 and 16, {@code r.significand} digits 15 to
   * 0.
   */
  public static void store(FloatStatus s, F80 a, F80 r) {
    int sign = a.signExponent & F80.SIGN;
    int flags = s.flags;
    long value = F80Conversions.toInteger(s, a, 64, s.rounding);
    if ((a.exponent() != 0 && a.significand >= 0)
        || Math.abs(value) > LIMIT
        || value == Long.MIN_VALUE) {
      s.flags = flags;
      s.raise(FloatStatus.INVALID);
      s.roundedUp = false;
      r.set(0xffff, 0xc000_0000_0000_0000L);
      return;
    }
    long rest = Math.abs(value);
    long low = 0;
    for (int i = 0; i < 16; i++) {
      low |= rest % 10 << (4 * i);
      rest /= 10;
    }
    r.set(sign | (int) (rest / 10) << 4 | (int) (rest % 10), low);
  }
}
