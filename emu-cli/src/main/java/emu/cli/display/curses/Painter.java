package emu.cli.display.curses;

/** Writes what changed between one grid and the next, as a terminal understands it (ECMA-48). */
final class Painter {
  /** Black, and nothing moves to the next line at the right edge. */
  private static final String CLEAR = "\033[0m\033[2J\033[?7l";

  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";

  private final Colours colours;
  private final StringBuilder out = new StringBuilder();
  private Grid shown = new Grid(0, 0);
  private int foreground;
  private int background;

  Painter(Colours colours) {
    this.colours = colours;
  }

  /** Takes the window as showing something unknown. */
  void forget() {
    shown = new Grid(0, 0);
  }

  /** What makes the window show {@code grid}, which is not changed any more; empty if it does. */
  String paint(Grid grid) {
    out.setLength(0);
    boolean all = grid.columns != shown.columns || grid.rows != shown.rows;
    if (all) {
      out.append(HIDE_CURSOR).append(CLEAR);
    }
    // Nobody knows the colours that are set: something else may have been written.
    foreground = -1;
    background = -1;
    int next = -1;
    for (int i = 0; i < grid.characters.length; i++) {
      if (!all && isShown(grid, i)) {
        continue;
      }
      if (out.isEmpty()) {
        out.append(HIDE_CURSOR);
      }
      if (i != next || i % grid.columns == 0) {
        moveTo(i % grid.columns, i / grid.columns);
      }
      put(grid, i);
      next = i + 1;
    }
    placeCursor(grid);
    shown = grid;
    return out.toString();
  }

  private boolean isShown(Grid grid, int i) {
    // Behind a space there is no foreground to be seen.
    return grid.characters[i] == shown.characters[i]
        && grid.backgrounds[i] == shown.backgrounds[i]
        && (grid.foregrounds[i] == shown.foregrounds[i] || grid.characters[i] == ' ');
  }

  private void put(Grid grid, int i) {
    if (grid.foregrounds[i] != foreground && grid.characters[i] != ' ') {
      foreground = grid.foregrounds[i];
      colours.appendForeground(out, foreground);
    }
    if (grid.backgrounds[i] != background) {
      background = grid.backgrounds[i];
      colours.appendBackground(out, background);
    }
    out.appendCodePoint(grid.characters[i]);
  }

  private void moveTo(int column, int row) {
    out.append("\033[").append(row + 1).append(';').append(column + 1).append('H');
  }

  private void placeCursor(Grid grid) {
    boolean moved = grid.cursorColumn != shown.cursorColumn || grid.cursorRow != shown.cursorRow;
    if (out.isEmpty() && !moved) {
      return;
    }
    if (grid.cursorColumn < 0) {
      out.append(HIDE_CURSOR);
    } else {
      moveTo(grid.cursorColumn, grid.cursorRow);
      out.append(SHOW_CURSOR);
    }
  }
}
