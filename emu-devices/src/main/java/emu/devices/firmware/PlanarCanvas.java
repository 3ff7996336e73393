package emu.devices.firmware;

import emu.core.memory.PhysicalMemory;

/**
 * Modes with a bit of each pixel in each of four planes (IBM PS/2 Hardware Interface Technical
 * Reference, "Graphics controller registers": write modes 1 and 2).
 */
final class PlanarCanvas implements Canvas {
  private static final long WINDOW = 0xA_0000;
  private static final int SET_RESET_ENABLE = 1;
  private static final int FUNCTION = 3;
  private static final int FUNCTION_XOR = 0x18;

  private final VgaAccess vga;
  private final PhysicalMemory memory;
  private final int stride;
  private final long start;

  /** A picture with {@code stride} bytes in a row, {@code start} bytes into the window. */
  PlanarCanvas(VgaAccess vga, PhysicalMemory memory, int stride, int start) {
    this.vga = vga;
    this.memory = memory;
    this.stride = stride;
    this.start = WINDOW + start;
  }

  private long address(int x, int y) {
    return start + (long) y * stride + (x >> 3);
  }

  @Override
  public int read(int x, int y) {
    int value = 0;
    for (int plane = 0; plane < 4; plane++) {
      vga.setGraphics(VgaAccess.READ_MAP, plane);
      int bits = (int) memory.read(address(x, y), 1);
      value |= (bits >> (7 - (x & 7)) & 1) << plane;
    }
    vga.setGraphics(VgaAccess.READ_MAP, 0);
    return value;
  }

  private void begin(int mode, boolean xor) {
    vga.setSequencer(VgaAccess.MAP_MASK, 0x0F);
    vga.setGraphics(SET_RESET_ENABLE, 0);
    vga.setGraphics(VgaAccess.GRAPHICS_MODE, mode);
    vga.setGraphics(FUNCTION, xor ? FUNCTION_XOR : 0);
  }

  private void end() {
    vga.setGraphics(VgaAccess.GRAPHICS_MODE, 0);
    vga.setGraphics(FUNCTION, 0);
    vga.setGraphics(VgaAccess.BIT_MASK, 0xFF);
  }

  /** In write mode 2: the pixels of {@code mask} in the byte at {@code address}. */
  private void masked(long address, int mask, int colour) {
    vga.setGraphics(VgaAccess.BIT_MASK, mask);
    memory.read(address, 1); // fills the latches
    memory.write(address, 1, colour & 0x0F);
  }

  @Override
  public void write(int x, int y, int colour, boolean xor) {
    begin(2, xor);
    masked(address(x, y), 0x80 >> (x & 7), colour);
    end();
  }

  @Override
  public void writeEight(int x, int y, int bits, int colour, int background, boolean xor) {
    begin(2, xor);
    masked(address(x, y), bits, colour);
    if (!xor) {
      masked(address(x, y), ~bits & 0xFF, background);
    }
    end();
  }

  @Override
  public void fill(int x, int y, int width, int height, int colour) {
    begin(2, false);
    for (int row = y; row < y + height; row++) {
      for (int i = 0; i < width; i += 8) {
        memory.write(address(x + i, row), 1, colour & 0x0F);
      }
    }
    end();
  }

  @Override
  public void copy(int x, int from, int to, int width, int height) {
    begin(1, false);
    for (int i = 0; i < height; i++) {
      int row = to < from ? i : height - 1 - i;
      for (int column = 0; column < width; column += 8) {
        memory.read(address(x + column, from + row), 1);
        memory.write(address(x + column, to + row), 1, 0);
      }
    }
    end();
  }
}
