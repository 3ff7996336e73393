package emu.api.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.display.CodePage437;
import emu.devices.display.Frame;
import emu.devices.display.VgaFont;
import org.junit.jupiter.api.Test;

class PictureTextTest {
  private static final int WHITE = 0xFFFFFF;

  private final PictureText text = new PictureText(0);
  private final int[][] pixels = new int[50][330];

  /**
   * Draws {@code line} with the VGA's font; {@code scramble} changes all glyphs to another font's.
   */
  private void draw(
      int row, int column, String line, int foreground, int background, int scramble) {
    byte[] glyphs = VgaFont.ROWS_16.glyphs();
    for (int i = 0; i < line.length(); i++) {
      int code = 0;
      while (CodePage437.toUnicode(code) != line.charAt(i)) {
        code++;
      }
      for (int y = 0; y < 16; y++) {
        int bits = glyphs[code * 16 + y] & 0xFF;
        int changed = bits == 0 ? 0 : bits * scramble & 0xFF;
        for (int x = 0; x < 8; x++) {
          pixels[row * 16 + y][(column + i) * 8 + x] =
              (changed & 0x80 >> x) != 0 ? foreground : background;
        }
      }
    }
  }

  private void read() {
    text.read(frame());
  }

  private Frame frame() {
    Frame frame = new Frame();
    frame.begin(330, 50);
    for (int y = 0; y < 50; y++) {
      frame.setRow(y, pixels[y]);
    }
    return frame;
  }

  @Test
  void readsTheVgasFont() {
    draw(0, 0, "Hello, World! 0123", WHITE, 0, 1);
    draw(1, 3, "┌─█▒ {x}", 0xAA0000, 0xAAAAAA, 1);
    read();
    assertEquals("Hello, World! 0123\n   ┌─ ▒ {x}\n\n", text.lines());
    assertTrue(text.shows("World!"));
    assertFalse(text.shows("Mars"));
  }

  @Test
  void knowsATextInAnotherFontByItsRepeatedLetters() {
    draw(1, 7, "[!!] Select a language", WHITE, 0x0000AA, 0x35);
    read();
    assertFalse(text.lines().contains("Select"));
    assertTrue(text.shows("Select a language"));
    assertFalse(text.shows("Choose a language"));
    assertFalse(text.shows("Select a luggages"));
    assertFalse(text.shows("Select"));
  }

  @Test
  void readsWhatIsPrintedOverAPicture() {
    draw(0, 2, "Install", WHITE, 0, 1);
    for (int[] row : pixels) {
      for (int x = 0; x < row.length; x++) {
        row[x] = row[x] == WHITE ? WHITE : x * 0x10101 / 5 & 0x7F7F7F;
      }
    }
    read();
    assertEquals("Install", text.lines().strip());
    assertTrue(text.shows("Install"));
    assertFalse(text.shows("Instill"));
  }

  @Test
  void readsLinesThatBeginBelowABorder() {
    PictureText bordered = new PictureText(16);
    draw(1, 1, "Help", WHITE, 0, 1);
    bordered.read(frame());
    assertEquals(" Help\n\n", bordered.lines());
    assertEquals("", new PictureText(60).lines());
  }

  @Test
  void aDamagedLetterAmongManyColoursIsNone() {
    draw(0, 0, "AB", WHITE, 0x404040, 1);
    pixels[5][0] = 0x123456;
    read();
    assertEquals(" B\n\n\n", text.lines());
  }

  @Test
  void anEmptyPictureHasNoText() {
    text.read(new Frame());
    assertEquals("", text.lines());
    assertFalse(text.shows("Select a language"));
  }
}
