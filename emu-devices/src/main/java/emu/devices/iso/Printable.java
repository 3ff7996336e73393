package emu.devices.iso;

/** Text from an image, made fit for a terminal. */
final class Printable {
  private Printable() {}

  /** {@code text} with a question mark for each control character. */
  static String of(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) || c == 0xFFFD ? '?' : c));
    return clean.toString();
  }
}
