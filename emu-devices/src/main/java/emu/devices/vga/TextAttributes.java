package emu.devices.vga;

/** What the attribute of a character says: its colours, its font, whether it blinks. */
final class TextAttributes {
  /** Bytes from one glyph of a font to the next in plane 2. */
  static final int GLYPH_BYTES = 32;

  private static final int FONT_BYTES = 0x2000;
  private static final int FONT = 0x08;
  private static final int BLINK = 0x80;
  private static final int COLOURS = 0x77;
  private static final int UNDERLINED = 0x01;

  private final Scene scene;
  private final int[] colours;
  private final boolean blinks;
  private final int fontA;
  private final int fontB;
  private final int underlineRow;

  TextAttributes(Scene scene) {
    this.scene = scene;
    this.colours = scene.planeColours();
    this.blinks = scene.registers().attributeMode(VgaRegisters.ATTRIBUTE_BLINK);
    this.underlineRow = scene.registers().crtc.underlineRow();
    int map = scene.registers().sequencer[VgaRegisters.CHARACTER_MAP];
    this.fontA = ((map >> 1 & 6) | (map >> 5 & 1)) * FONT_BYTES;
    this.fontB = ((map << 1 & 6) | (map >> 4 & 1)) * FONT_BYTES;
  }

  int foreground(int attribute) {
    return colours[attribute & 0x0F];
  }

  int background(int attribute) {
    return colours[blinks ? attribute >> 4 & 0x07 : attribute >> 4];
  }

  /** Address in plane 2 of the glyph of {@code code}. */
  int glyph(int code, int attribute) {
    return ((attribute & FONT) != 0 ? fontA : fontB) + code * GLYPH_BYTES;
  }

  /** Row {@code row} of the glyph of {@code code} as it is shown now. */
  int glyphRow(int code, int attribute, int row) {
    if (blinks && (attribute & BLINK) != 0 && !scene.blinkPhase()) {
      return 0;
    }
    if (row == underlineRow && (attribute & COLOURS) == UNDERLINED) {
      return 0xFF;
    }
    return scene.plane(2, glyph(code, attribute) + row);
  }
}
