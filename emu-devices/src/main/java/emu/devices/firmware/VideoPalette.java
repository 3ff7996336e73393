package emu.devices.firmware;

/** What the BIOS loads into the DAC, by the kind of the mode: 6 bits for each colour. */
enum VideoPalette {
  /** Four greys. */
  MONOCHROME(64),
  /** The 16 colours of the CGA, with brown. */
  CGA(64),
  /** The 64 colours of the EGA: two bits for each primary colour. */
  EGA(64),
  /** Those of mode 13h. */
  VGA(256);

  private static final int[] GREYS = {0x00, 0x2A, 0x2A, 0x3F, 0x00, 0x2A, 0x2A, 0x3F};
  private static final int[] RAMP = {
    0x00, 0x05, 0x08, 0x0B, 0x0E, 0x11, 0x14, 0x18, 0x1C, 0x20, 0x24, 0x28, 0x2D, 0x32, 0x38, 0x3F
  };

  /** From pale to full: three values times three saturations. */
  private static final int[][] LEVELS = {
    {0x00, 0x10, 0x1F, 0x2F, 0x3F},
    {0x1F, 0x27, 0x2F, 0x37, 0x3F},
    {0x2D, 0x31, 0x36, 0x3A, 0x3F},
    {0x00, 0x07, 0x0E, 0x15, 0x1C},
    {0x0E, 0x11, 0x15, 0x18, 0x1C},
    {0x14, 0x16, 0x18, 0x1A, 0x1C},
    {0x00, 0x04, 0x08, 0x0C, 0x10},
    {0x08, 0x0A, 0x0C, 0x0E, 0x10},
    {0x0B, 0x0C, 0x0D, 0x0F, 0x10}
  };

  private static final int HUES = 24;
  private static final int FIRST_HUE = 32;

  private final int size;

  VideoPalette(int size) {
    this.size = size;
  }

  /** Number of entries. */
  int size() {
    return size;
  }

  /** Entry {@code index} as 0xRRGGBB with 6 bits in each byte. */
  int entry(int index) {
    return switch (this) {
      case MONOCHROME -> {
        int grey = GREYS[index >> 3 & 7];
        yield grey << 16 | grey << 8 | grey;
      }
      case CGA -> cga(index & 7, (index & 0x10) != 0);
      case EGA ->
          ega(index >> 2, index >> 5) << 16
              | ega(index >> 1, index >> 4) << 8
              | ega(index, index >> 3);
      case VGA -> vga(index);
    };
  }

  private static int cga(int colour, boolean bright) {
    int low = bright ? 0x15 : 0;
    int red = (colour & 4) != 0 ? low + 0x2A : low;
    int green = (colour & 2) != 0 ? low + 0x2A : low;
    int blue = (colour & 1) != 0 ? low + 0x2A : low;
    boolean brown = colour == 6 && !bright;
    return red << 16 | (brown ? 0x15 : green) << 8 | blue;
  }

  private static int ega(int high, int low) {
    return (high & 1) * 0x2A + (low & 1) * 0x15;
  }

  private static int vga(int index) {
    if (index < 16) {
      return cga(index & 7, index >= 8);
    }
    if (index < FIRST_HUE) {
      return RAMP[index - 16] * 0x01_0101;
    }
    int wheel = (index - FIRST_HUE) / HUES;
    if (wheel >= LEVELS.length) {
      return 0;
    }
    int hue = (index - FIRST_HUE) % HUES;
    int[] levels = LEVELS[wheel];
    return levels[wave(hue + 16)] << 16 | levels[wave(hue + 8)] << 8 | levels[wave(hue)];
  }

  /** How much of a primary colour is in a hue: all for a third of the wheel around its own. */
  private static int wave(int hue) {
    int at = (hue + 4) % HUES;
    if (at <= 8) {
      return 4;
    }
    return at < 12 ? 12 - at : at <= 20 ? 0 : at - 20;
  }
}
