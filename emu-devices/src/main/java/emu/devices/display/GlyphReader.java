package emu.devices.display;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which character a glyph shows: software may load fonts of its own, with characters in any
 * order.
 */
public final class GlyphReader {
  private static final int CODES = 256;

  private static final Map<ByteBuffer, Integer> SHAPES = shapes();

  private GlyphReader() {}

  private static Map<ByteBuffer, Integer> shapes() {
    Map<ByteBuffer, Integer> shapes = new HashMap<>();
    for (VgaFont font : VgaFont.all()) {
      byte[] glyphs = font.glyphs();
      for (int code = 0; code < CODES; code++) {
        int from = code * font.rows();
        byte[] glyph = Arrays.copyOfRange(glyphs, from, from + font.rows());
        shapes.putIfAbsent(ByteBuffer.wrap(glyph), CodePage437.toUnicode(code));
      }
    }
    return shapes;
  }

  /**
   * The character, as Unicode, that a glyph shows: the one that looks so in the VGA's own fonts. A
   * shape that they do not have is {@code code} if that is ASCII; else line drawing, if it looks
   * so; else {@code code} in code page 437.
   *
   * @param glyph its rows from the top, the leftmost dot in the high bit, at least one
   * @param code its place in the font, 0 to 255
   */
  public static int character(byte[] glyph, int code) {
    Integer known = SHAPES.get(ByteBuffer.wrap(glyph));
    if (known != null) {
      return known;
    }
    int byCode = CodePage437.toUnicode(code);
    return isAscii(code) ? byCode : LineShape.character(glyph).orElse(byCode);
  }

  private static boolean isAscii(int code) {
    return code > ' ' && code <= '~';
  }
}
