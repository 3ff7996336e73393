package emu.devices.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VgaFontTest {

  static List<VgaFont> fonts() {
    return VgaFont.all();
  }

  @ParameterizedTest
  @MethodSource("fonts")
  void aVerticalLineGoesThroughAndAFullBlockIsFull(VgaFont font) {
    byte[] glyphs = font.glyphs();
    assertEquals(256 * font.rows(), glyphs.length);
    for (int row = 0; row < font.rows(); row++) {
      assertEquals(0x00, glyphs[' ' * font.rows() + row]);
      assertEquals(0x18, glyphs[0xB3 * font.rows() + row], "the light vertical line");
      assertEquals((byte) 0xFF, glyphs[0xDB * font.rows() + row], "the full block");
    }
  }

  @Test
  void codesAreThoseOfCodePage437() {
    assertEquals('█', CodePage437.toUnicode(0xDB));
    assertEquals('│', CodePage437.toUnicode(0xB3));
    assertEquals('A', CodePage437.toUnicode('A'));
    assertEquals(' ', CodePage437.toUnicode(0));
  }
}
