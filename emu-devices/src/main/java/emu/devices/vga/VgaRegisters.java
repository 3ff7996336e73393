package emu.devices.vga;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * What software sets in a VGA (IBM, "PS/2 Hardware Interface Technical Reference", Video
 * Subsystem): sequencer, CRT controller, graphics and attribute controllers, DAC, and the external
 * registers.
 *
 * <p>The machine's thread writes them. Viewers' threads take a {@link #copy} without asking: it may
 * show part of a change, as a picture may.
 */
final class VgaRegisters implements Hashed {
  static final int CLOCKING_MODE = 1;
  static final int MAP_MASK = 2;
  static final int CHARACTER_MAP = 3;
  static final int MEMORY_MODE = 4;

  static final int CLOCKING_8_DOTS = 0x01;
  static final int CLOCKING_HALF = 0x08;
  static final int CLOCKING_SCREEN_OFF = 0x20;
  static final int MEMORY_SEQUENTIAL = 0x04;
  static final int MEMORY_CHAIN_4 = 0x08;

  static final int SET_RESET = 0;
  static final int ENABLE_SET_RESET = 1;
  static final int COLOUR_COMPARE = 2;
  static final int DATA_ROTATE = 3;
  static final int READ_MAP_SELECT = 4;
  static final int GRAPHICS_MODE = 5;
  static final int MISCELLANEOUS = 6;
  static final int COLOUR_DONT_CARE = 7;
  static final int BIT_MASK = 8;

  static final int GRAPHICS_MODE_ODD_EVEN = 0x10;
  static final int GRAPHICS_MODE_SHIFT = 0x60;
  static final int MISCELLANEOUS_GRAPHICS = 0x01;
  static final int MISCELLANEOUS_CHAIN_ODD_EVEN = 0x02;
  static final int MISCELLANEOUS_MAP = 0x0C;

  static final int ATTRIBUTE_MODE = 0x10;
  static final int COLOUR_PLANE_ENABLE = 0x12;
  static final int PIXEL_PANNING = 0x13;
  static final int COLOUR_SELECT = 0x14;

  static final int ATTRIBUTE_LINE_GRAPHICS = 0x04;
  static final int ATTRIBUTE_BLINK = 0x08;
  static final int ATTRIBUTE_SPLIT_PANNING = 0x20;
  static final int ATTRIBUTE_COLOUR_SELECT = 0x80;

  /** In the attribute controller's index: the palette belongs to the picture, not to software. */
  static final int PALETTE_ADDRESS_SOURCE = 0x20;

  static final int OUTPUT_COLOUR = 0x01;
  static final int OUTPUT_ENABLE_RAM = 0x02;

  private static final int[] SEQUENCER_BITS = {0x03, 0x3D, 0x0F, 0x3F, 0x0E};
  private static final int[] GRAPHICS_BITS = {0x0F, 0x0F, 0x0F, 0x1F, 0x03, 0x7B, 0x0F, 0x0F, 0xFF};
  private static final int[] ATTRIBUTE_BITS = {0xEF, 0xFF, 0x3F, 0x0F, 0x0F};
  private static final int PALETTE = 16;
  private static final int PALETTE_BITS = 0x3F;

  final int[] sequencer;
  final int[] graphics;
  final int[] attribute;
  final Crtc crtc;
  int attributeIndex;
  int output;
  int feature;

  VgaRegisters() {
    sequencer = new int[SEQUENCER_BITS.length];
    graphics = new int[GRAPHICS_BITS.length];
    attribute = new int[PALETTE + ATTRIBUTE_BITS.length];
    crtc = new Crtc();
  }

  private VgaRegisters(VgaRegisters from) {
    sequencer = from.sequencer.clone();
    graphics = from.graphics.clone();
    attribute = from.attribute.clone();
    crtc = from.crtc.copy();
    attributeIndex = from.attributeIndex;
    output = from.output;
    feature = from.feature;
  }

  VgaRegisters copy() {
    return new VgaRegisters(this);
  }

  int sequencer(int index) {
    return index < sequencer.length ? sequencer[index] : 0xFF;
  }

  void setSequencer(int index, int value) {
    if (index < sequencer.length) {
      sequencer[index] = value & SEQUENCER_BITS[index];
    }
  }

  int graphics(int index) {
    return index < graphics.length ? graphics[index] : 0xFF;
  }

  void setGraphics(int index, int value) {
    if (index < graphics.length) {
      graphics[index] = value & GRAPHICS_BITS[index];
    }
  }

  int attribute(int index) {
    return index < attribute.length ? attribute[index] : 0xFF;
  }

  void setAttribute(int index, int value) {
    if (index < attribute.length) {
      attribute[index] = value & (index < PALETTE ? PALETTE_BITS : ATTRIBUTE_BITS[index - PALETTE]);
    }
  }

  boolean isChain4() {
    return (sequencer[MEMORY_MODE] & MEMORY_CHAIN_4) != 0;
  }

  boolean isGraphics() {
    return (graphics[MISCELLANEOUS] & MISCELLANEOUS_GRAPHICS) != 0;
  }

  /** Whether nothing is shown: software writes the palette, or the screen is off. */
  boolean isDark() {
    return (attributeIndex & PALETTE_ADDRESS_SOURCE) == 0
        || (sequencer[CLOCKING_MODE] & CLOCKING_SCREEN_OFF) != 0;
  }

  /** Dots in a character clock. */
  int dotsPerCharacter() {
    return (sequencer[CLOCKING_MODE] & CLOCKING_8_DOTS) != 0 ? 8 : 9;
  }

  /** Dots of the dot clock for each dot of the picture: 2 at half the clock. */
  int clocksPerDot() {
    return (sequencer[CLOCKING_MODE] & CLOCKING_HALF) != 0 ? 2 : 1;
  }

  boolean attributeMode(int bit) {
    return (attribute[ATTRIBUTE_MODE] & bit) != 0;
  }

  /** The DAC's colour for each of the 16 values that four planes make. */
  int[] palette() {
    int[] palette = new int[PALETTE];
    int select = attribute[COLOUR_SELECT];
    for (int i = 0; i < PALETTE; i++) {
      int entry = attribute[i & attribute[COLOUR_PLANE_ENABLE]];
      palette[i] =
          attributeMode(ATTRIBUTE_COLOUR_SELECT)
              ? entry & 0x0F | select << 4 & 0xF0
              : entry & 0x3F | select << 4 & 0xC0;
    }
    return palette;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(sequencer).add(graphics).add(attribute).add(crtc.registers());
    hash.add(attributeIndex).add(output).add(feature);
  }
}
