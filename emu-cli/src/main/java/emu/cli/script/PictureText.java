package emu.cli.script;

import emu.devices.display.Frame;
import emu.devices.display.GlyphReader;
import emu.devices.display.VgaFont;

/**
 * Reads the text of a picture that is a text console: cells of 8 by 16 pixels from its top left,
 * each with two colours at the most. Characters are known by their exact shape in the VGA's font,
 * which Linux has for its framebuffer console too.
 */
final class PictureText {
  private static final int COLUMNS = 8;
  private static final int ROWS = VgaFont.ROWS_16.rows();
  private static final int UNKNOWN = 0xFFFD;

  private final Frame frame;
  private final byte[] glyph = new byte[ROWS];

  private PictureText(Frame frame) {
    this.frame = frame;
  }

  /** The lines of {@code frame}, without spaces at their ends, each followed by a newline. */
  static String read(Frame frame) {
    PictureText reader = new PictureText(frame);
    StringBuilder text = new StringBuilder();
    for (int y = 0; y + ROWS <= frame.height(); y += ROWS) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x + COLUMNS <= frame.width(); x += COLUMNS) {
        line.appendCodePoint(reader.character(x, y));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int character(int left, int top) {
    int first = pixel(left, top);
    int second = first;
    int different = 0;
    for (int y = 0; y < ROWS; y++) {
      int bits = 0;
      for (int x = 0; x < COLUMNS; x++) {
        int colour = pixel(left + x, top + y);
        if (colour != first) {
          if (second == first) {
            second = colour;
          } else if (colour != second) {
            return UNKNOWN;
          }
          bits |= 0x80 >> x;
          different++;
        }
      }
      glyph[y] = (byte) bits;
    }
    if (different == 0) {
      return ' ';
    }
    // Most glyphs leave their top left corner free; those that do not are tried the other way.
    int character = GlyphReader.known(glyph, UNKNOWN);
    return character == UNKNOWN ? inverted() : character;
  }

  private int inverted() {
    for (int y = 0; y < ROWS; y++) {
      glyph[y] = (byte) ~glyph[y];
    }
    return GlyphReader.known(glyph, UNKNOWN);
  }

  private int pixel(int x, int y) {
    return frame.pixels()[y * frame.width() + x];
  }
}
