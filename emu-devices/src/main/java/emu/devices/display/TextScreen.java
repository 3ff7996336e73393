package emu.devices.display;

import java.util.List;

/**
 * What a text mode shows.
 *
 * @param columns characters in a row
 * @param rows rows
 * @param cells the characters, row by row
 * @param cursorColumn column of the cursor, 0 for the leftmost
 * @param cursorRow row of the cursor, 0 for the topmost
 * @param cursorVisible whether the cursor is shown (blinking aside) and on the screen
 */
public record TextScreen(
    int columns,
    int rows,
    List<Cell> cells,
    int cursorColumn,
    int cursorRow,
    boolean cursorVisible) {

  /**
   * One character.
   *
   * @param character what it shows, as Unicode
   * @param foreground its colour, 0xRRGGBB
   * @param background the colour behind it, 0xRRGGBB
   */
  public record Cell(int character, int foreground, int background) {}

  /** Copies the list. */
  public TextScreen {
    cells = List.copyOf(cells);
  }

  /** The characters as lines of text, without spaces at their ends, each followed by a newline. */
  public String lines() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      cells
          .subList(row * columns, (row + 1) * columns)
          .forEach(cell -> line.appendCodePoint(cell.character()));
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
