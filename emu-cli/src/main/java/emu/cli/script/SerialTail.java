package emu.cli.script;

import java.nio.charset.StandardCharsets;

/** The last that a serial port sent and nobody waited for yet. */
final class SerialTail {
  private static final int MOST = 1 << 16;

  private final StringBuilder bytes = new StringBuilder();

  /** Adds one byte. */
  void add(byte value) {
    bytes.append((char) (value & 0xFF));
    if (bytes.length() > 2 * MOST) {
      bytes.delete(0, MOST);
    }
  }

  /** Whether {@code text} was sent; if so, it and what came before is forgotten. */
  boolean take(String text) {
    String encoded = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    int at = bytes.indexOf(encoded);
    if (at < 0) {
      return false;
    }
    bytes.delete(0, at + encoded.length());
    return true;
  }
}
