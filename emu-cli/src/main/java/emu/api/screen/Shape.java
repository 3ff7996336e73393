package emu.api.screen;

import emu.devices.display.CodePage437;
import emu.devices.display.VgaFont;
import java.util.Arrays;
import java.util.Set;

/**
 * Which pixels of a cell of 8 by 16 are of one colour, or are not, row by row.
 *
 * @param high the upper eight rows
 * @param low the lower eight rows
 */
record Shape(long high, long low) {
  /** The most pixels by which a glyph may differ from that of the VGA's font. */
  private static final int MOST_DIFFERENT = 4;

  /** By how many pixels more any other glyph must differ. */
  private static final int LEAST_APART = 4;

  /** Stands for what looks like no character. */
  static final char UNKNOWN = 0xFFFD;

  private static final int GLYPHS = 256;
  private static final Shape[] FONT = font();

  /** Letters, digits and the like: no lines, and no blocks, of which pictures have many. */
  private static final Set<Shape> LETTERS = Set.copyOf(Arrays.asList(FONT).subList('!', 0xA8 + 1));

  private static Shape[] font() {
    Shape[] shapes = new Shape[GLYPHS];
    byte[] glyphs = VgaFont.ROWS_16.glyphs();
    for (int code = 0; code < GLYPHS; code++) {
      shapes[code] = new Shape(eight(glyphs, code * 16), eight(glyphs, code * 16 + 8));
    }
    return shapes;
  }

  private static long eight(byte[] glyphs, int from) {
    long rows = 0;
    for (int i = from; i < from + 8; i++) {
      rows = rows << 8 | glyphs[i] & 0xFF;
    }
    return rows;
  }

  /** Whether this is exactly the shape of a letter, digit or sign. */
  boolean isLetter() {
    return LETTERS.contains(this);
  }

  /** The number of its pixels. */
  int pixels() {
    return Long.bitCount(high) + Long.bitCount(low);
  }

  private int distance(Shape other) {
    int plain = Long.bitCount(high ^ other.high) + Long.bitCount(low ^ other.low);
    // The top left pixel may belong to the glyph.
    return Math.min(plain, 128 - plain);
  }

  /** The character that looks like it, U+FFFD if none does. */
  char character() {
    int best = 0;
    int next = Integer.MAX_VALUE;
    for (int code = 1; code < GLYPHS; code++) {
      int distance = distance(FONT[code]);
      if (distance < distance(FONT[best])) {
        next = distance(FONT[best]);
        best = code;
      } else if (distance < next) {
        next = distance;
      }
    }
    int least = distance(FONT[best]);
    boolean known = least == 0 || least <= MOST_DIFFERENT && next - least >= LEAST_APART;
    return known ? (char) CodePage437.toUnicode(best) : UNKNOWN;
  }
}
