package emu.api.screen;

import emu.devices.display.Frame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds text in a picture that is a text console: cells of 8 by 16 pixels from its top left, or
 * from a line below its top.
 *
 * <p>Three ways lead to a text. A cell of two colours may look like a character of the VGA's font,
 * or nearly so, as in Linux's own font. In one of more colours, a character of the VGA's font may
 * be printed over a picture, as graphical boot menus do. And where the font is another, as in
 * Debian's installer, the places of equal letters in a text tell it apart: a text with enough of
 * them is there if some cells of a line are equal just where its letters are.
 */
final class PictureText {
  static final int COLUMNS = 8;
  static final int ROWS = 16;
  private static final int BLANK = 0;
  private static final int PICTURE = 1;

  /** Letters of a text that are the same as one before, at least, to know it by that. */
  private static final int LEAST_REPEATED = 4;

  /** A cell's shape is known by a number, from 2; blank cells and pictures aside. */
  private final Map<Shape, Integer> shapes = new HashMap<>();

  private final StringBuilder characters = new StringBuilder("  ");
  private final int border;
  private int[][] cells = {};

  /** Reads pictures whose first line of text begins {@code border} pixels below the top. */
  PictureText(int border) {
    this.border = border;
  }

  /** Reads {@code frame} in place of what was read before. */
  void read(Frame frame) {
    int columns = frame.width() / COLUMNS;
    cells = new int[Math.max(0, frame.height() - border) / ROWS][columns];
    for (int row = 0; row < cells.length; row++) {
      for (int column = 0; column < columns; column++) {
        cells[row][column] = cell(frame, column * COLUMNS, border + row * ROWS);
      }
    }
  }

  private int cell(Frame frame, int left, int top) {
    int[] pixels = frame.pixels();
    int first = pixels[top * frame.width() + left];
    int second = first;
    long high = 0;
    long low = 0;
    for (int y = 0; y < ROWS; y++) {
      int at = (top + y) * frame.width() + left;
      for (int x = 0; x < COLUMNS; x++) {
        int colour = pixels[at + x];
        boolean differs = colour != first;
        if (differs && second == first) {
          second = colour;
        } else if (differs && colour != second) {
          return Overprint.at(frame, left, top).map(this::number).orElse(PICTURE);
        }
        high = high << 1 | low >>> 63;
        low = low << 1 | (differs ? 1 : 0);
      }
    }
    return second == first ? BLANK : number(new Shape(high, low));
  }

  private int number(Shape shape) {
    Integer known = shapes.get(shape);
    if (known != null) {
      return known;
    }
    int number = characters.length();
    shapes.put(shape, number);
    characters.append(shape.character());
    return number;
  }

  /** The lines, without spaces at their ends, each followed by a newline. */
  String lines() {
    StringBuilder text = new StringBuilder();
    for (int[] row : cells) {
      StringBuilder line = new StringBuilder();
      for (int cell : row) {
        line.append(characters.charAt(cell));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Whether {@code text} is in one of the lines, whatever the font, and on a picture too. */
  boolean shows(String text) {
    return lines().replace(Shape.UNKNOWN, ' ').contains(text)
        || repeated(text) >= LEAST_REPEATED && hasPattern(text);
  }

  private static int repeated(String text) {
    long letters = text.chars().filter(letter -> letter != ' ').count();
    long different = text.chars().filter(letter -> letter != ' ').distinct().count();
    return (int) (letters - different);
  }

  private boolean hasPattern(String text) {
    for (int[] row : cells) {
      for (int start = 0; start + text.length() <= row.length; start++) {
        if (hasPattern(text, row, start)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasPattern(String text, int[] row, int start) {
    for (int i = 0; i < text.length(); i++) {
      int cell = row[start + i];
      boolean blank = text.charAt(i) == ' ';
      if (cell == PICTURE || blank != (cell == BLANK)) {
        return false;
      }
      for (int j = 0; j < i && !blank; j++) {
        if ((text.charAt(j) == text.charAt(i)) != (row[start + j] == cell)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return Arrays.deepToString(cells);
  }
}
