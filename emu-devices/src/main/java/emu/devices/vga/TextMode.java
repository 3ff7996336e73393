package emu.devices.vga;

import emu.devices.display.VgaFont;

/**
 * BIOS mode 3, 80 by 25 characters of 9 by 16 dots in 16 colours, as a VGA's BIOS sets it (IBM,
 * "PS/2 Hardware Interface Technical Reference", Video Subsystem, values for mode 3+).
 */
final class TextMode {
  private static final int OUTPUT = 0x67;
  private static final int[] SEQUENCER = {0x03, 0x00, 0x03, 0x00, 0x02};
  private static final int[] CRTC = {
    0x5F, 0x4F, 0x50, 0x82, 0x55, 0x81, 0xBF, 0x1F, 0x00, 0x4F, 0x0D, 0x0E, 0x00, 0x00, 0x00, 0x00,
    0x9C, 0x8E, 0x8F, 0x28, 0x1F, 0x96, 0xB9, 0xA3, 0xFF
  };
  private static final int[] GRAPHICS = {0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x0E, 0x0F, 0xFF};
  private static final int[] ATTRIBUTE = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    0x0C, 0x00, 0x0F, 0x08, 0x00
  };
  private static final int BLANK = ' ' | 0x07 << 8;
  private static final int CELLS = 0x4000;
  private static final int COLOURS = 64;
  private static final int STRONG = 0x2A;
  private static final int WEAK = 0x15;

  private TextMode() {}

  /** Sets the mode, loads its font and colours, and clears the screen. */
  static void set(VgaRegisters registers, Dac dac, VideoMemory memory) {
    registers.output = OUTPUT;
    System.arraycopy(SEQUENCER, 0, registers.sequencer, 0, SEQUENCER.length);
    System.arraycopy(CRTC, 0, registers.crtc.registers(), 0, CRTC.length);
    System.arraycopy(GRAPHICS, 0, registers.graphics, 0, GRAPHICS.length);
    System.arraycopy(ATTRIBUTE, 0, registers.attribute, 0, ATTRIBUTE.length);
    registers.attributeIndex = VgaRegisters.PALETTE_ADDRESS_SOURCE;
    setColours(dac);
    for (int cell = 0; cell < CELLS; cell++) {
      memory.setWord(2 * cell, BLANK);
    }
    loadFont(memory);
  }

  /** The EGA's 64 colours: two bits for each component. */
  private static void setColours(Dac dac) {
    dac.setMask(0xFF);
    dac.setWriteIndex(0);
    for (int colour = 0; colour < COLOURS; colour++) {
      for (int component = 2; component >= 0; component--) {
        int strong = (colour >> component & 1) * STRONG;
        dac.write(strong + (colour >> component + 3 & 1) * WEAK);
      }
    }
  }

  private static void loadFont(VideoMemory memory) {
    VgaFont font = VgaFont.ROWS_16;
    byte[] glyphs = font.glyphs();
    for (int i = 0; i < glyphs.length; i++) {
      int address = i / font.rows() * TextAttributes.GLYPH_BYTES + i % font.rows();
      memory.setWord(address, memory.word(address) & 0xFF00_FFFF | (glyphs[i] & 0xFF) << 16);
    }
  }
}
