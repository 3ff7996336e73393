package emu.devices.vga;

/** How the eight dots of a character clock come out of a word of four planes. */
@FunctionalInterface
interface WordShifter {

  /** Puts the colours of the eight dots of {@code word} into {@code line} from {@code x} on. */
  void shift(int word, int[] line, int x);

  /** What the graphics controller's mode register chooses. */
  static WordShifter of(Scene scene) {
    int mode = scene.registers().graphics[VgaRegisters.GRAPHICS_MODE];
    return switch ((mode & VgaRegisters.GRAPHICS_MODE_SHIFT) >> 5) {
      case 0 -> planes(scene.planeColours());
      case 1 -> pairs(scene.planeColours());
      default -> bytes(scene.colours());
    };
  }

  /** A bit from each plane for each dot. */
  static WordShifter planes(int[] colours) {
    return (word, line, x) -> {
      for (int i = 0; i < 8; i++) {
        int bits = word >>> 7 - i & 0x0101_0101;
        line[x + i] = colours[(bits | bits >> 7 | bits >> 14 | bits >> 21) & 0x0F];
      }
    };
  }

  /** Two bits for each dot, four dots from planes 0 and 2 and then four from 1 and 3, as a CGA. */
  static WordShifter pairs(int[] colours) {
    return (word, line, x) -> {
      for (int i = 0; i < 8; i++) {
        int half = i < 4 ? word : word >>> 8;
        int shift = 6 - 2 * (i & 3);
        line[x + i] = colours[half >>> shift & 3 | (half >>> shift + 16 & 3) << 2];
      }
    };
  }

  /** A byte from each plane in turn, each shown for two dots. */
  static WordShifter bytes(int[] colours) {
    return (word, line, x) -> {
      for (int i = 0; i < 8; i++) {
        line[x + i] = colours[word >>> (i >> 1) * 8 & 0xFF];
      }
    };
  }
}
