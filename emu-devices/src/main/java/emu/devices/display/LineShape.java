package emu.devices.display;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Recognizes line drawing in a glyph by the edges that its lines reach, whatever rows and columns a
 * font has them in.
 */
final class LineShape {
  /** Characters, each with the lines that go up, down, left and right: none, one, or two. */
  private static final String LINES =
      "─0011│1100┌0101┐0110└1001┘1010├1101┤1110┬0111┴1011┼1111"
          + "═0022║2200╔0202╗0220╚2002╝2020╠2202╣2220╦0222╩2022╬2222"
          + "╒0102╓0201╕0120╖0210╘1002╙2001╛1020╜2010╞1102╟2201╡1120╢2210"
          + "╤0122╥0211╧1022╨2011╪1122╫2211";

  private static final int LEFT_EDGE = 0x80;
  private static final int RIGHT_EDGE = 0x01;
  private static final int LEFT_STROKE = 0xE0;
  private static final int RIGHT_STROKE = 0x07;
  private static final int EDGES = LEFT_EDGE | RIGHT_EDGE;

  private static final Map<String, Integer> CHARACTERS = characters();

  private LineShape() {}

  private static Map<String, Integer> characters() {
    Map<String, Integer> characters = new HashMap<>();
    for (int i = 0; i < LINES.length(); i += 5) {
      characters.put(LINES.substring(i + 1, i + 5), (int) LINES.charAt(i));
    }
    return characters;
  }

  /** The line drawing character that {@code glyph} is, if it is one. */
  static OptionalInt character(byte[] glyph) {
    int top = glyph[0] & 0xFF;
    int bottom = glyph[glyph.length - 1] & 0xFF;
    if (((top | bottom) & EDGES) != 0 || !isMadeOfLines(glyph, top, bottom)) {
      return OptionalInt.empty();
    }
    String lines =
        "%d%d%d%d"
            .formatted(
                runs(top), runs(bottom), strokes(glyph, LEFT_EDGE), strokes(glyph, RIGHT_EDGE));
    Integer character = CHARACTERS.get(lines);
    return character == null ? OptionalInt.empty() : OptionalInt.of(character);
  }

  /**
   * Whether all rows above the horizontal strokes are like the top one, those below like the bottom
   * one, and those between have nothing that neither has.
   */
  private static boolean isMadeOfLines(byte[] glyph, int top, int bottom) {
    int first = glyph.length;
    int last = -1;
    for (int row = 0; row < glyph.length; row++) {
      if (isStroke(glyph[row])) {
        first = Math.min(first, row);
        last = row;
      }
    }
    int room = room(glyph, top | bottom);
    for (int row = 0; row < glyph.length; row++) {
      int dots = glyph[row] & 0xFF;
      boolean fits =
          row < first
              ? dots == top
              : row > last ? dots == bottom : isStroke(dots) || (dots & ~(top | bottom)) == 0;
      if (!fits || (dots & ~room) != 0) {
        return false;
      }
    }
    return first <= last || top == bottom;
  }

  /** The columns that lines may have: those of the vertical ones, and out to the edges reached. */
  private static int room(byte[] glyph, int vertical) {
    int left = strokes(glyph, LEFT_EDGE) > 0 ? LEFT_EDGE : Integer.highestOneBit(vertical);
    int right = strokes(glyph, RIGHT_EDGE) > 0 ? RIGHT_EDGE : Integer.lowestOneBit(vertical);
    return 2 * left - Math.max(right, 1);
  }

  private static boolean isStroke(int dots) {
    return (dots & LEFT_STROKE) == LEFT_STROKE || (dots & RIGHT_STROKE) == RIGHT_STROKE;
  }

  /** Lines that cross a row of dots. */
  private static int runs(int dots) {
    return Integer.bitCount(dots & ~(dots >> 1));
  }

  /** Lines that reach the edge {@code bit}. */
  private static int strokes(byte[] glyph, int bit) {
    int count = 0;
    boolean before = false;
    for (byte row : glyph) {
      boolean now = (row & bit) != 0;
      count += now && !before ? 1 : 0;
      before = now;
    }
    return count;
  }
}
