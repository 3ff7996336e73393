package emu.devices.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.display.TextScreen;
import emu.devices.display.VgaFont;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextModeTest {
  private static final int BLACK = 0;
  private static final int GREY = 0xAAAAAA;
  private static final int WHITE = 0xFFFFFF;
  private static final int BLUE = 0x0000AA;
  private static final int FRAME = 14_300_000;

  private final Adapter adapter = new Adapter();

  @BeforeEach
  void setTextMode() {
    adapter.vga.setTextMode();
    adapter.crtc(0x0A, 0x20);
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  /** The dots of a character as its rows, with {@code foreground} as 1s. */
  private int rowOfDots(int column, int y, int foreground) {
    int bits = 0;
    for (int i = 0; i < 9; i++) {
      bits = bits << 1 | (adapter.dot(column * 9 + i, y) == foreground ? 1 : 0);
    }
    return bits;
  }

  @Test
  void aCharacterIsDrawnWithItsFontAndColours() {
    adapter.print(1, 2, "A", 0x1F);
    byte[] font = VgaFont.ROWS_16.glyphs();
    for (int row = 0; row < 16; row++) {
      assertEquals((font['A' * 16 + row] & 0xFF) << 1, rowOfDots(2, 16 + row, WHITE));
    }
    assertEquals(BLUE, adapter.dot(2 * 9, 16));
    assertEquals(720, adapter.frame.width());
    assertEquals(400, adapter.frame.height());
  }

  @Test
  void onlyLineGraphicsGoOnIntoTheNinthDot() {
    adapter.print(0, 0, "\u00C4\u00DB\u00B0", 0x07);
    assertEquals(0x1FF, rowOfDots(0, 7, GREY));
    assertEquals(0x1FF, rowOfDots(1, 0, GREY));
    assertEquals(0, rowOfDots(2, 0, GREY) & 1);
    adapter.attribute(0x10, 0x08);
    assertEquals(0x1FE, rowOfDots(0, 7, GREY));
  }

  @Test
  void eightDotsMakeALineOf640() {
    adapter.sequencer(1, 0x01);
    adapter.print(0, 1, "\u00DB", 0x07);
    assertEquals(BLACK, adapter.dot(7, 0));
    assertEquals(GREY, adapter.dot(8, 0));
    assertEquals(640, adapter.frame.width());
  }

  @Test
  void charactersBlinkWithTheMonitorsFrames() {
    adapter.print(0, 0, "\u00DB", 0x87);
    assertEquals(GREY, adapter.dot(0, 0));
    adapter.time.run(33L * FRAME);
    assertEquals(BLACK, adapter.dot(0, 0));
    adapter.time.run(32L * FRAME);
    assertEquals(GREY, adapter.dot(0, 0));
  }

  @Test
  void withoutBlinkingThereAreSixteenBackgrounds() {
    adapter.attribute(0x10, 0x04);
    adapter.print(0, 0, " ", 0xF0);
    assertEquals(WHITE, adapter.dot(0, 0));
    assertEquals(WHITE, adapter.text().cells().getFirst().background());
  }

  @Test
  void theCursorIsDrawnInItsRowsAndBlinks() {
    adapter.crtc(0x0E, 0);
    adapter.crtc(0x0F, 81);
    adapter.crtc(0x0A, 14);
    adapter.crtc(0x0B, 15);
    assertEquals(0, rowOfDots(1, 16 + 13, GREY));
    assertEquals(0x1FF, rowOfDots(1, 16 + 14, GREY));
    assertEquals(0x1FF, rowOfDots(1, 16 + 15, GREY));
    adapter.time.run(17L * FRAME);
    assertEquals(0, rowOfDots(1, 16 + 15, GREY));
    TextScreen text = adapter.text();
    assertTrue(text.cursorVisible());
    assertEquals(1, text.cursorColumn());
    assertEquals(1, text.cursorRow());
    adapter.crtc(0x0A, 0x20 | 14);
    assertFalse(adapter.text().cursorVisible());
  }

  @Test
  void bitThreeOfTheAttributeChoosesTheFont() {
    // A program's own font at 4000h of plane 2, as it is loaded: plane 2 alone, no odd and even.
    adapter.sequencer(2, 0x04);
    adapter.sequencer(4, 0x06);
    adapter.graphics(5, 0x00);
    adapter.graphics(6, 0x04);
    for (int row = 0; row < 16; row++) {
      adapter.poke(0xA_4000 + 'A' * 32 + row, 0xAA);
    }
    adapter.sequencer(2, 0x03);
    adapter.sequencer(4, 0x02);
    adapter.graphics(5, 0x10);
    adapter.graphics(6, 0x0E);
    adapter.sequencer(3, 0x04); // map A at 4000h, map B at 0
    adapter.print(0, 0, "A", 0x0F);
    adapter.print(0, 1, "A", 0x07);
    assertEquals(0xAA << 1, rowOfDots(0, 3, WHITE));
    assertEquals((VgaFont.ROWS_16.glyphs()['A' * 16 + 3] & 0xFF) << 1, rowOfDots(1, 3, GREY));
  }

  @Test
  void aFontOfItsOwnIsReadByItsShapes() {
    byte[] font = VgaFont.ROWS_16.glyphs();
    adapter.sequencer(2, 0x04);
    adapter.sequencer(4, 0x06);
    adapter.graphics(5, 0x00);
    adapter.graphics(6, 0x04);
    for (int row = 0; row < 16; row++) {
      adapter.poke(0xA_0000 + 0x01 * 32 + row, font[0xC9 * 16 + row]);
      adapter.poke(0xA_0000 + 'x' * 32 + row, row == 5 ? 0x5A : 0);
    }
    adapter.sequencer(2, 0x03);
    adapter.sequencer(4, 0x02);
    adapter.graphics(5, 0x10);
    adapter.graphics(6, 0x0E);
    adapter.print(0, 0, "\u0001x\u00B3\u00DA", 0x07);
    assertTrue(adapter.text().lines().startsWith("╔x│┌\n"), adapter.text().lines());
  }

  @Test
  void theScreenIsReadAsText() {
    adapter.print(24, 76, "last", 0x4E);
    TextScreen text = adapter.text();
    assertEquals(80, text.columns());
    assertEquals(25, text.rows());
    assertEquals("last", text.lines().lines().toList().get(24).strip());
    TextScreen.Cell cell = text.cells().getLast();
    assertEquals('t', cell.character());
    assertEquals(0xFFFF55, cell.foreground());
    assertEquals(0xAA0000, cell.background());
  }

  @Test
  void startAddressPanningAndPresetRowScroll() {
    adapter.print(1, 0, "\u00DB\u00B3", 0x07);
    adapter.crtc(0x0D, 80);
    assertEquals(0x1FF, rowOfDots(0, 0, GREY));
    adapter.attribute(0x13, 0);
    assertEquals(0x1FE, rowOfDots(0, 0, GREY));
    adapter.attribute(0x13, 8);
    adapter.crtc(0x08, 1);
    assertEquals(GREY, adapter.dot(0, 14));
    assertEquals(BLACK, adapter.dot(0, 15));
    adapter.crtc(0x08, 0x20); // by a character
    assertEquals(0x030, rowOfDots(0, 0, GREY));
  }

  @Test
  void belowLineCompareTheMemorysStartIsShown() {
    adapter.print(0, 0, "top", 0x07);
    adapter.print(30, 0, "scrolled", 0x07);
    adapter.crtc(0x0C, 30 * 80 >> 8);
    adapter.crtc(0x0D, 30 * 80 & 0xFF);
    adapter.crtc(0x11, 0);
    adapter.crtc(0x07, 0x0F); // bit 8 of line compare is 0
    adapter.crtc(0x09, 0x0F);
    adapter.crtc(0x07, 0x1F);
    adapter.crtc(0x18, 16 * 24 - 1 - 256);
    String[] lines = adapter.text().lines().split("\n", -1);
    assertEquals("scrolled", lines[0]);
    assertEquals("top", lines[24]);
  }

  @Test
  void fiftyLinesAndPartsOfLines() {
    adapter.crtc(0x09, 0x47);
    assertEquals(50, adapter.text().rows());
    adapter.crtc(0x09, 0x4D);
    assertEquals(28, adapter.text().rows(), "the eight lines left over are no row");
    assertEquals(BLACK, adapter.dot(0, 399));
  }

  @Test
  void nothingIsShownWhileThePaletteIsWritten() {
    adapter.print(0, 0, "\u00DB", 0x07);
    adapter.in(0x3DA);
    adapter.out(0x3C0, 0x00);
    assertEquals(BLACK, adapter.dot(0, 0));
    assertEquals(720, adapter.frame.width());
    assertTrue(adapter.vga.screen().text().isEmpty());
    adapter.out(0x3C0, 0x00);
    adapter.out(0x3C0, 0x20);
    assertEquals(GREY, adapter.dot(0, 0));
  }

  @Test
  void evenAddressesAreCharactersAndOddOnesAttributes() {
    adapter.poke(0xB_8000, 4, 0x1E42_0741);
    assertEquals(0x1E42_0741L, adapter.peek(0xB_8000, 4));
    assertEquals(0x07, adapter.peek(0xB_8001));
    assertEquals(0xFF, adapter.peek(0xA_0000), "nothing answers there in text mode");
  }
}
