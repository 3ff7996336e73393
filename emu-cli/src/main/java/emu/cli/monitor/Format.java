package emu.cli.monitor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How values are shown, as in {@code /10wx}.
 *
 * @param count how many, 1 to {@link #MOST}
 * @param letter x hexadecimal, d decimal, u unsigned, o octal, c character, i instruction
 * @param size bytes of each: 1, 2, 4 or 8
 */
record Format(int count, char letter, int size) {
  private static final Pattern SYNTAX =
      Pattern.compile("/(\\d{0,5})([xduoci]?)([bhwg]?)([xduoci]?)");
  private static final int MOST = 10_000;

  /** Takes a format from {@code words} if one is there; without one, {@code usualSize} counts. */
  static Format take(Words words, int usualSize) throws MonitorException {
    String text = words.takeIf("/");
    if (text == null) {
      return new Format(1, 'x', usualSize);
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new MonitorException(
          "'%s' is no format: give a count, one of xduoci and one of bhwg, as in /10wx"
              .formatted(text));
    }
    int count = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
    String letters = matcher.group(2) + matcher.group(4);
    int size = matcher.group(3).isEmpty() ? usualSize : 1 << "bhwg".indexOf(matcher.group(3));
    if (count == 0 || count > MOST || letters.length() > 1) {
      throw new MonitorException("'%s' is no format: the count is 1 to %d".formatted(text, MOST));
    }
    return new Format(count, letters.isEmpty() ? 'x' : letters.charAt(0), size);
  }

  boolean isCode() {
    return letter == 'i';
  }

  /** The lowest bytes of {@code value}. */
  String text(long value) {
    int unused = 64 - size * 8;
    long unsigned = value << unused >>> unused;
    return switch (letter) {
      case 'd' -> Long.toString(value << unused >> unused);
      case 'u' -> Long.toUnsignedString(unsigned);
      case 'o' -> "0" + Long.toOctalString(unsigned);
      case 'c' -> character((int) value & 0xFF);
      default -> "0x" + "%016x".formatted(unsigned).substring(16 - 2 * size);
    };
  }

  private static String character(int value) {
    boolean printable = value >= ' ' && value < 0x7F;
    return printable ? "'" + (char) value + "'" : "'\\x%02x'".formatted(value);
  }
}
