package emu.cli.display.curses;

import java.util.Arrays;

/** The cells of a terminal's window: characters with two colours each, and the cursor. */
final class Grid {
  final int columns;
  final int rows;

  /** Characters as Unicode, each one cell wide; row by row. */
  final int[] characters;

  /** Their colours, 0xRRGGBB. */
  final int[] foregrounds;

  final int[] backgrounds;

  /** Place of the cursor; the column is -1 where none is shown. */
  int cursorColumn = -1;

  int cursorRow;

  /** A black window. */
  Grid(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    characters = new int[columns * rows];
    foregrounds = new int[columns * rows];
    backgrounds = new int[columns * rows];
    clear();
  }

  void clear() {
    Arrays.fill(characters, ' ');
    Arrays.fill(foregrounds, 0);
    Arrays.fill(backgrounds, 0);
    cursorColumn = -1;
  }

  void set(int column, int row, int character, int foreground, int background) {
    int i = row * columns + column;
    characters[i] = character;
    foregrounds[i] = foreground;
    backgrounds[i] = background;
  }
}
