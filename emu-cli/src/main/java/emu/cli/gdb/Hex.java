package emu.cli.gdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Numbers and bytes as packets have them: hexadecimal digits. */
final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /** A number of up to 64 bits. */
  static long number(String digits) throws Refusal {
    if (digits.isEmpty() || digits.length() > 16 || !digits.chars().allMatch(Hex::isDigit)) {
      throw Refusal.malformed();
    }
    return Long.parseUnsignedLong(digits, 16);
  }

  /** A number from 0 to {@code most}. */
  static int number(String digits, int most) throws Refusal {
    long number = number(digits);
    if (number < 0 || number > most) {
      throw Refusal.malformed();
    }
    return (int) number;
  }

  /** Bytes, two digits each. */
  static byte[] bytes(String digits) throws Refusal {
    if (digits.length() % 2 != 0 || !digits.chars().allMatch(Hex::isDigit)) {
      throw Refusal.malformed();
    }
    return FORMAT.parseHex(digits);
  }

  static String of(byte[] bytes, int length) {
    return FORMAT.formatHex(bytes, 0, length);
  }

  static String of(String text) {
    return FORMAT.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isDigit(int character) {
    return HexFormat.isHexDigit(character);
  }
}
