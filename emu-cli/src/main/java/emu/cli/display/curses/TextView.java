package emu.cli.display.curses;

import emu.devices.display.TextScreen;
import org.jline.utils.WCWidth;

/** A text mode in a terminal's window, cell by cell. */
final class TextView {
  private TextView() {}

  /**
   * Puts {@code text} into {@code grid}; where the window is smaller, the part with the cursor is
   * shown.
   */
  static void draw(TextScreen text, Grid grid) {
    grid.clear();
    int left = text.cursorVisible() ? start(text.cursorColumn(), text.columns(), grid.columns) : 0;
    int top = text.cursorVisible() ? start(text.cursorRow(), text.rows(), grid.rows) : 0;
    int columns = Math.min(grid.columns, text.columns() - left);
    int rows = Math.min(grid.rows, text.rows() - top);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        TextScreen.Cell cell = text.cells().get((top + row) * text.columns() + left + column);
        grid.set(column, row, printable(cell.character()), cell.foreground(), cell.background());
      }
    }
    if (text.cursorVisible()) {
      grid.cursorColumn = text.cursorColumn() - left;
      grid.cursorRow = text.cursorRow() - top;
    }
  }

  /** The first of {@code count} cells to be shown, so that {@code cursor} is among {@code room}. */
  private static int start(int cursor, int count, int room) {
    return Math.max(0, Math.min(cursor, count - 1) - room + 1);
  }

  /** A character that takes one cell. */
  private static int printable(int character) {
    if (character == 0) {
      return ' ';
    }
    boolean one =
        Character.isValidCodePoint(character)
            && !Character.isISOControl(character)
            && WCWidth.wcwidth(character) == 1;
    return one ? character : '?';
  }
}
