package emu.devices.firmware;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.devices.display.VgaFont;

/** The ROM at F0000h: what {@code bios.asm} assembles to, with fonts and tables. */
final class BiosRom {
  /** Its segment. */
  static final int SEGMENT = 0xF000;

  /** Its physical address. */
  static final long START = 0xF_0000;

  /** Bytes in it. */
  static final int SIZE = 0x1_0000;

  private static final Assembly CODE = Assembler.assemble(Resources.text("bios.asm"));

  private BiosRom() {}

  /** A copy of its bytes. */
  static byte[] image() {
    byte[] image = CODE.code();
    put(image, "font_8x16", VgaFont.ROWS_16, 0, 256);
    put(image, "font_8x14", VgaFont.ROWS_14, 0, 256);
    put(image, "font_8x8", VgaFont.ROWS_8, 0, 128);
    put(image, "font_8x8_upper", VgaFont.ROWS_8, 128, 128);
    VideoTables.fill(image);
    return image;
  }

  private static void put(byte[] image, String label, VgaFont font, int first, int count) {
    int rows = font.rows();
    System.arraycopy(font.glyphs(), first * rows, image, offset(label), count * rows);
  }

  /** Offset of {@code label} in the segment. */
  static int offset(String label) {
    return (int) CODE.symbol(label);
  }

  /** {@code label} as a far pointer: segment in the upper half. */
  static int pointer(String label) {
    return SEGMENT << 16 | offset(label);
  }
}
