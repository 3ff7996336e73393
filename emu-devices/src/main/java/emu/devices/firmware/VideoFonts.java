package emu.devices.firmware;

/**
 * Fonts in plane 2, for text modes (IBM PS/2 Hardware Interface Technical Reference, "RAM loadable
 * character generator").
 */
final class VideoFonts {
  private static final long WINDOW = 0xA_0000;

  /** Bytes of a glyph in plane 2. */
  private static final int GLYPH = 32;

  private static final int PLANE_2 = 0x04;

  private final VgaAccess vga;
  private final LinearMemory memory;

  VideoFonts(VgaAccess vga, LinearMemory memory) {
    this.vga = vga;
    this.memory = memory;
  }

  /** Where font {@code block} (0 to 7) begins in plane 2. */
  private static int start(int block) {
    return (block & 4) << 11 | (block & 3) << 14;
  }

  /**
   * Loads {@code count} glyphs of {@code rows} rows from linear address {@code source} into {@code
   * block}, the first as character {@code first}.
   */
  void load(int block, long source, int first, int count, int rows) {
    int mapMask = vga.sequencer(VgaAccess.MAP_MASK);
    int memoryMode = vga.sequencer(VgaAccess.MEMORY_MODE);
    int readMap = vga.graphics(VgaAccess.READ_MAP);
    int mode = vga.graphics(VgaAccess.GRAPHICS_MODE);
    int miscellaneous = vga.graphics(VgaAccess.MISCELLANEOUS);
    vga.setSequencer(VgaAccess.MAP_MASK, PLANE_2);
    vga.setSequencer(VgaAccess.MEMORY_MODE, 0x07);
    vga.setGraphics(VgaAccess.READ_MAP, 2);
    vga.setGraphics(VgaAccess.GRAPHICS_MODE, 0);
    vga.setGraphics(VgaAccess.MISCELLANEOUS, 0x04);
    for (int i = 0; i < count && first + i < 256; i++) {
      long glyph = WINDOW + start(block) + (long) (first + i) * GLYPH;
      for (int row = 0; row < Math.min(rows, GLYPH); row++) {
        memory.write8(glyph + row, memory.read8(source + (long) i * rows + row));
      }
    }
    vga.setSequencer(VgaAccess.MAP_MASK, mapMask);
    vga.setSequencer(VgaAccess.MEMORY_MODE, memoryMode);
    vga.setGraphics(VgaAccess.READ_MAP, readMap);
    vga.setGraphics(VgaAccess.GRAPHICS_MODE, mode);
    vga.setGraphics(VgaAccess.MISCELLANEOUS, miscellaneous);
  }

  /** Loads a font of the ROM with {@code rows} (8, 14 or 16) rows. */
  void loadRom(int block, int rows) {
    load(block, romFont(rows), 0, rows == 8 ? 128 : 256, rows);
    if (rows == 8) {
      load(block, BiosRom.START + BiosRom.offset("font_8x8_upper"), 128, 128, rows);
    }
  }

  private static long romFont(int rows) {
    return BiosRom.START + BiosRom.offset(name(rows));
  }

  /** The label of the ROM's font with {@code rows} rows. */
  static String name(int rows) {
    return switch (rows) {
      case 8 -> "font_8x8";
      case 14 -> "font_8x14";
      default -> "font_8x16";
    };
  }
}
