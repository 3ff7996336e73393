package emu.devices.firmware;

import emu.core.memory.PhysicalMemory;

/** Modes 04h to 06h: 80 bytes in a row, odd rows 8 KiB behind the even ones. */
final class CgaCanvas implements Canvas {
  private static final long WINDOW = 0xB_8000;
  private static final int STRIDE = 80;
  private static final int ODD_ROWS = 0x2000;

  private final PhysicalMemory memory;
  private final int bits;

  /** A picture of {@code bits} (1 or 2) bits to a pixel. */
  CgaCanvas(PhysicalMemory memory, int bits) {
    this.memory = memory;
    this.bits = bits;
  }

  private long address(int x, int y) {
    int offset = (y & 1) * ODD_ROWS + (y >> 1) * STRIDE + x * bits / 8;
    return WINDOW + offset;
  }

  private int shift(int x) {
    return 8 - bits - x * bits % 8;
  }

  @Override
  public int read(int x, int y) {
    return (int) memory.read(address(x, y), 1) >> shift(x) & (1 << bits) - 1;
  }

  @Override
  public void write(int x, int y, int colour, boolean xor) {
    long address = address(x, y);
    int old = (int) memory.read(address, 1);
    int mask = (1 << bits) - 1 << shift(x);
    int value = colour << shift(x) & mask;
    memory.write(address, 1, xor ? old ^ value : old & ~mask | value);
  }

  @Override
  public void copy(int x, int from, int to, int width, int height) {
    byte[] line = new byte[width * bits / 8];
    for (int i = 0; i < height; i++) {
      int row = to < from ? i : height - 1 - i;
      memory.copyOut(address(x, from + row), line, 0, line.length);
      write(address(x, to + row), line);
    }
  }

  private void write(long address, byte[] line) {
    for (int i = 0; i < line.length; i++) {
      memory.write(address + i, 1, line[i] & 0xFF);
    }
  }
}
