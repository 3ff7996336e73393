package emu.devices.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GlyphReaderTest {

  private static byte[] glyph(VgaFont font, int code) {
    return Arrays.copyOfRange(font.glyphs(), code * font.rows(), (code + 1) * font.rows());
  }

  @Test
  void glyphsOfTheVgaAreKnownWhereverTheyAre() {
    for (VgaFont font : VgaFont.all()) {
      assertEquals('║', GlyphReader.character(glyph(font, 0xBA), 0x01));
      assertEquals('g', GlyphReader.character(glyph(font, 'g'), 0x80));
      assertEquals(' ', GlyphReader.character(new byte[font.rows()], 0x41));
    }
  }

  @Test
  void theSameShapeIsReadByItsCodeFirst() {
    for (VgaFont font : VgaFont.all()) {
      for (int code = 0x20; code < 0x100; code++) {
        assertEquals(CodePage437.toUnicode(code), GlyphReader.character(glyph(font, code), code));
      }
    }
  }

  /** Lines that end elsewhere, or are thicker, than the VGA's. */
  @Test
  void linesAreReadByWhereTheyGo() {
    assertEquals('─', line("000000000000000000FF000000000000"));
    assertEquals('│', line("10101010101010101010101010101010"));
    assertEquals('┌', line("00000000000000001F10101010101010"));
    assertEquals('┐', line("0000000000000000F010101010101010"));
    assertEquals('└', line("10101010101010101F00000000000000"));
    assertEquals('┘', line("1010101010101010F000000000000000"));
    assertEquals('├', line("10101010101010101F10101010101010"));
    assertEquals('┤', line("1010101010101010F010101010101010"));
    assertEquals('┬', line("0000000000000000FF10101010101010"));
    assertEquals('┴', line("1010101010101010FF00000000000000"));
    assertEquals('┼', line("1010101010101010FF10101010101010"));
    assertEquals('═', line("0000000000000000FF00FF0000000000"));
    assertEquals('║', line("28282828282828282828282828282828"));
  }

  @Test
  void theVgasOwnLinesAreReadSoToo() {
    for (VgaFont font : VgaFont.all()) {
      for (int code = 0x80; code < 0x100; code++) {
        boolean isLine = code >= 0xB3 && code <= 0xDA;
        OptionalInt expected =
            isLine ? OptionalInt.of(CodePage437.toUnicode(code)) : OptionalInt.empty();
        assertEquals(
            expected, LineShape.character(glyph(font, code)), font.rows() + " rows, " + code);
      }
    }
  }

  private static char line(String rows) {
    return (char) GlyphReader.character(HexFormat.of().parseHex(rows), 0x02);
  }

  @Test
  void otherShapesAreReadByTheirCodes() {
    byte[] other = HexFormat.of().parseHex("0000007E42424242424242427E000000");
    assertEquals('A', GlyphReader.character(other, 'A'));
    assertEquals('é', GlyphReader.character(other, 0x82));
  }
}
