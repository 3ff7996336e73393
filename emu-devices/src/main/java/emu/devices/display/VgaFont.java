package emu.devices.display;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The fonts of the VGA's BIOS, 256 characters of code page 437, 8 dots wide: what its firmware
 * loads and offers, and what tells the characters on a screen apart.
 */
public final class VgaFont {
  private static final int GLYPHS = 256;

  /** 8 rows: 43 or 50 lines of text, and text in graphics modes of 200 lines. */
  public static final VgaFont ROWS_8 = new VgaFont(8);

  /** 14 rows, the EGA's. */
  public static final VgaFont ROWS_14 = new VgaFont(14);

  /** 16 rows: 25 lines of text. */
  public static final VgaFont ROWS_16 = new VgaFont(16);

  private final int rows;
  private final byte[] glyphs;

  private VgaFont(int rows) {
    this.rows = rows;
    this.glyphs = read("vga8x" + rows + ".txt", rows);
  }

  /** The fonts, the smallest first. */
  public static List<VgaFont> all() {
    return List.of(ROWS_8, ROWS_14, ROWS_16);
  }

  private static byte[] read(String name, int rows) {
    byte[] glyphs = new byte[GLYPHS * rows];
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                VgaFont.class.getResourceAsStream(name), StandardCharsets.US_ASCII))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> {
            int code = HexFormat.fromHexDigits(line, 0, 2);
            byte[] glyph = HexFormat.of().parseHex(line, 3, 3 + 2 * rows);
            System.arraycopy(glyph, 0, glyphs, code * rows, rows);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return glyphs;
  }

  /** Rows of a glyph. */
  public int rows() {
    return rows;
  }

  /**
   * All glyphs, {@link #rows} bytes for each code from 0 to 255, from the top, the leftmost dot in
   * the high bit; a copy.
   */
  public byte[] glyphs() {
    return glyphs.clone();
  }
}
