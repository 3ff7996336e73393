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
   * The character, as Unicode, that a glyph shows: the one that looks so in the VGA's own fonts;
   * for a shape that they do not have, {@code code} as ASCII or else in code page 437.
   *
   * @param glyph its rows from the top, the leftmost dot in the high bit
   * @param code its place in the font, 0 to 255
   */
  public static int character(byte[] glyph, int code) {
    return known(glyph, CodePage437.toUnicode(code));
  }

  /**
   * The character, as Unicode, that looks like {@code glyph} in the VGA's own fonts; {@code
   * otherwise} if none does.
   */
  public static int known(byte[] glyph, int otherwise) {
    return SHAPES.getOrDefault(ByteBuffer.wrap(glyph), otherwise);
  }
}
