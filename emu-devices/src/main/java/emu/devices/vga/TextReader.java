package emu.devices.vga;

import emu.devices.display.GlyphReader;
import emu.devices.display.TextScreen;
import emu.devices.display.TextScreen.Cell;
import java.util.ArrayList;
import java.util.List;

/** Reads the characters of a text mode. */
final class TextReader {
  private static final int FIRST_FONT_B = 256;

  private final Scene scene;
  private final TextAttributes attributes;
  private final Crtc crtc;
  private final int[] characters = new int[2 * FIRST_FONT_B];
  private final List<Cell> cells = new ArrayList<>();
  private int rows;
  private int cursorColumn;
  private int cursorRow;
  private boolean cursorFound;

  TextReader(Scene scene) {
    this.scene = scene;
    this.attributes = new TextAttributes(scene);
    this.crtc = scene.registers().crtc;
  }

  /** All rows that are shown to their last line. */
  TextScreen read() {
    for (ScanLines lines = new ScanLines(crtc); lines.isInside(); lines.next()) {
      if (lines.isLastOfRow()) {
        readRow(lines.address());
      }
    }
    return new TextScreen(
        crtc.horizontalDisplayed(), rows, cells, cursorColumn, cursorRow, cursorFound);
  }

  private void readRow(int counter) {
    int columns = crtc.horizontalDisplayed();
    for (int column = 0; column < columns; column++) {
      int address = crtc.memoryAddress(counter + column, 0);
      int attribute = scene.plane(1, address);
      cells.add(
          new Cell(
              character(scene.plane(0, address), attribute),
              attributes.foreground(attribute),
              attributes.background(attribute)));
    }
    int cursor = crtc.cursorAddress() - counter & 0xFFFF;
    if (!cursorFound && crtc.cursorOn() && cursor < columns) {
      cursorFound = true;
      cursorColumn = cursor;
      cursorRow = rows;
    }
    rows++;
  }

  /** What a glyph shows; each one is looked up once. */
  private int character(int code, int attribute) {
    int glyph = attributes.glyph(code, attribute);
    int index = glyph == attributes.glyph(code, 0) ? code : code + FIRST_FONT_B;
    if (characters[index] == 0) {
      byte[] rows = new byte[Math.min(crtc.rowHeight(), TextAttributes.GLYPH_BYTES)];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = (byte) scene.plane(2, glyph + row);
      }
      characters[index] = GlyphReader.character(rows, code);
    }
    return characters[index];
  }
}
