package emu.devices.firmware;

/** The block that INT 10h/4F01h returns (VBE 3.0, function 01h). */
final class VbeModeInfo {
  private static final int SIZE = 256;
  private static final long BANK = 64 << 10;

  private static final int SUPPORTED = 1;
  private static final int EXTENDED_INFORMATION = 1 << 1;
  private static final int COLOUR = 1 << 3;
  private static final int GRAPHICS = 1 << 4;
  private static final int NOT_VGA = 1 << 5;
  private static final int LINEAR = 1 << 7;

  private static final int WINDOW_RELOCATABLE_READ_WRITE = 0x07;

  private static final int MODEL_PLANAR = 3;
  private static final int MODEL_PACKED = 4;
  private static final int MODEL_DIRECT = 6;

  private final VbeMode mode;
  private final Dispi dispi;
  private final byte[] block = new byte[SIZE];

  VbeModeInfo(VbeMode mode, Dispi dispi) {
    this.mode = mode;
    this.dispi = dispi;
  }

  byte[] bytes() {
    boolean linear = !mode.isPlanar() && dispi.frameBuffer() != 0;
    word(0, SUPPORTED | EXTENDED_INFORMATION | COLOUR | GRAPHICS | NOT_VGA | (linear ? LINEAR : 0));
    block[2] = WINDOW_RELOCATABLE_READ_WRITE;
    word(4, 64); // granularity and size of the window in KiB
    word(6, 64);
    word(8, 0xA000);
    Bytes.setFarPointer(block, 12, "window_function");
    word(16, mode.stride());
    word(18, mode.width());
    word(20, mode.height());
    block[22] = 8;
    block[23] = 16;
    block[24] = (byte) (mode.isPlanar() ? 4 : 1);
    block[25] = (byte) (mode.bits());
    block[26] = 1;
    block[27] =
        (byte) (mode.isPlanar() ? MODEL_PLANAR : mode.bits() == 8 ? MODEL_PACKED : MODEL_DIRECT);
    long size = (long) mode.stride() * mode.height() + BANK - 1 & -BANK;
    long pages = dispi.memoryBytes() / size / (mode.isPlanar() ? 4 : 1);
    block[29] = (byte) Math.clamp(pages - 1, 0, 255);
    block[30] = 1;
    colours(31);
    if (linear) {
      word(40, (int) dispi.frameBuffer());
      word(42, (int) (dispi.frameBuffer() >> 16));
    }
    word(50, mode.stride());
    block[52] = block[29];
    block[53] = block[29];
    colours(54);
    word(62, 0xFFFF); // any pixel clock
    word(64, 0xFFFF);
    return block;
  }

  private void word(int at, int value) {
    Bytes.setWord(block, at, value);
  }

  /** Bits and places of red, green, blue and what is left, of a direct pixel. */
  private void colours(int at) {
    int[] bits =
        switch (mode.bits()) {
          case 15 -> new int[] {5, 10, 5, 5, 5, 0, 1, 15};
          case 16 -> new int[] {5, 11, 6, 5, 5, 0, 0, 0};
          case 24 -> new int[] {8, 16, 8, 8, 8, 0, 0, 0};
          case 32 -> new int[] {8, 16, 8, 8, 8, 0, 8, 24};
          default -> new int[8];
        };
    for (int i = 0; i < bits.length; i++) {
      block[at + i] = (byte) bits[i];
    }
  }
}
