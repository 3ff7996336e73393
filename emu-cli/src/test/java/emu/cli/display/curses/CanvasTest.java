package emu.cli.display.curses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.console.WindowSize;
import emu.cli.display.TestScreen;
import emu.devices.display.TextScreen;
import emu.devices.display.TextScreen.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

/** What the terminal shows, by the terminal that JLine emulates. */
class CanvasTest {
  private static final int WHITE = 0xFFFFFF;
  private static final int BLUE = 0x0000FF;

  private final TestScreen screen = new TestScreen();
  private final Canvas canvas = new Canvas(screen, Colours.TRUE);
  private ScreenTerminal terminal;

  private void open(int columns, int rows) {
    terminal = new ScreenTerminal(columns, rows);
    canvas.resize(new WindowSize(columns, rows));
  }

  private String draw() {
    String change = canvas.draw();
    terminal.write(change);
    return change;
  }

  private static TextScreen text(int cursorColumn, int cursorRow, boolean cursor, String... lines) {
    List<Cell> cells = new ArrayList<>();
    for (String line : lines) {
      line.codePoints().forEach(character -> cells.add(new Cell(character, WHITE, BLUE)));
    }
    return new TextScreen(lines[0].length(), lines.length, cells, cursorColumn, cursorRow, cursor);
  }

  private String line(int row) {
    return terminal.toString().split("\n", -1)[row].stripTrailing();
  }

  private long cell(int column, int row) {
    long[] cells = new long[terminal.getColumns() * terminal.getRows()];
    terminal.dump(cells, null);
    return cells[row * terminal.getColumns() + column];
  }

  private int background(int column, int row) {
    return ScreenTerminal.cellColorRgb(ScreenTerminal.cellBackground(cell(column, row)));
  }

  private int foreground(int column, int row) {
    return ScreenTerminal.cellColorRgb(ScreenTerminal.cellForeground(cell(column, row)));
  }

  @Test
  void textIsShownCellByCell() {
    open(20, 5);
    screen.show(text(2, 1, true, "┌──┐ äé█", "a\0\u0007界\u0300 z "));
    draw();
    assertEquals("┌──┐ äé█", line(0));
    assertEquals("a ??? z", line(1));
    assertEquals(WHITE, foreground(1, 0));
    assertEquals(BLUE, background(1, 0));
    int[] cursor = new int[2];
    terminal.dump(new long[100], cursor);
    assertEquals("[2, 1]", Arrays.toString(cursor));
  }

  @Test
  void onlyWhatChangedIsWritten() {
    open(20, 5);
    screen.show(text(0, 0, false, "abcdefgh", "ijklmnop"));
    draw();
    assertEquals("", draw(), "nothing");
    screen.show(text(0, 0, false, "abcXefgh", "ijklmnop"));
    String change = draw();
    assertEquals("abcXefgh", line(0));
    assertEquals("ijklmnop", line(1));
    String letters = change.replaceAll("\033\\[[0-9;?]*[A-Za-z]", "");
    assertEquals("X", letters);
  }

  @Test
  void aCursorThatMovesIsAChange() {
    open(20, 5);
    screen.show(text(0, 0, true, "abc"));
    draw();
    screen.show(text(2, 0, true, "abc"));
    assertEquals("\033[1;3H\033[?25h", draw());
    screen.show(text(2, 0, false, "abc"));
    assertEquals("\033[?25l", draw());
  }

  @Test
  void aSmallWindowShowsThePartWithTheCursor() {
    open(4, 2);
    screen.show(text(5, 2, true, "abcdefgh", "ijklmnop", "qrstuvwx", "yz012345"));
    draw();
    assertEquals("klmn", line(0));
    assertEquals("stuv", line(1));
    screen.show(text(5, 2, false, "abcdefgh", "ijklmnop", "qrstuvwx", "yz012345"));
    draw();
    assertEquals("abcd", line(0));
  }

  @Test
  void picturesAreHalfBlocks() {
    open(10, 10);
    // Rows of red, green, blue and white, on a picture of 10 by 4.
    int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF};
    int[] pixels = new int[40];
    Arrays.setAll(pixels, i -> colours[i / 10]);
    screen.show(10, 4, pixels);
    draw();
    assertEquals("", line(3));
    assertEquals("▀▀▀▀▀▀▀▀▀▀", line(4));
    assertEquals("▀▀▀▀▀▀▀▀▀▀", line(5));
    assertEquals(0xFF0000, foreground(3, 4));
    assertEquals(0x00FF00, background(3, 4));
    assertEquals(0x0000FF, foreground(3, 5));
    assertEquals(WHITE, background(3, 5));
    assertEquals("", draw(), "nothing changed");
  }

  @Test
  void aLargePictureIsAveraged() {
    open(20, 10);
    int[] pixels = new int[640 * 400];
    Arrays.setAll(pixels, i -> (i % 2) * WHITE);
    screen.show(640, 400, pixels);
    draw();
    assertEquals(0x77, background(10, 5) & 0xFF, 8);
  }

  @Test
  void textAndPicturesTakeTurnsInAWindowThatChanges() {
    open(20, 5);
    screen.show(text(0, 0, false, "text"));
    draw();
    screen.show(4, 4, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    draw();
    assertEquals("", line(0));
    screen.show(text(0, 0, false, "text"));
    draw();
    assertEquals("text", line(0));
    open(30, 7);
    draw();
    assertEquals("text", line(0));
  }

  @Test
  void aDarkScreenIsBlack() {
    open(4, 2);
    screen.show(0, 0, new int[0]);
    assertTrue(draw().contains("\033[2J"));
    assertEquals(0, background(1, 1));
  }
}
