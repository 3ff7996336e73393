package emu.devices.iso.menu;

/** Text from a configuration, made fit for a terminal. */
final class Text {
  private Text() {}

  /** {@code text} without control characters. */
  static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Character.isISOControl(c)).forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }
}
