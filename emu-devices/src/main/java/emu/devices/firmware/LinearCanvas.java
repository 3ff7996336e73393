package emu.devices.firmware;

import emu.core.memory.PhysicalMemory;

/** Modes with whole bytes to a pixel, one after the other: mode 13h and those of VBE. */
final class LinearCanvas implements Canvas {
  private final PhysicalMemory memory;
  private final long start;
  private final int stride;
  private final int bytes;
  private final int green;

  /**
   * A picture.
   *
   * @param start physical address
   * @param stride bytes in a row
   * @param bits of a pixel: 8, 15, 16, 24 or 32
   */
  LinearCanvas(PhysicalMemory memory, long start, int stride, int bits) {
    this.memory = memory;
    this.start = start;
    this.stride = stride;
    this.bytes = (bits + 7) / 8;
    this.green = bits == 16 ? 6 : 5;
  }

  private long address(int x, int y) {
    return start + (long) y * stride + (long) x * bytes;
  }

  @Override
  public int read(int x, int y) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (int) memory.read(address(x, y) + i, 1) << 8 * i;
    }
    return value;
  }

  @Override
  public void write(int x, int y, int colour, boolean xor) {
    int value = xor ? read(x, y) ^ colour : colour;
    for (int i = 0; i < bytes; i++) {
      memory.write(address(x, y) + i, 1, value >> 8 * i & 0xFF);
    }
  }

  @Override
  public void fill(int x, int y, int width, int height, int colour) {
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        write(column, row, colour, false);
      }
    }
  }

  @Override
  public void writeEight(int x, int y, int bits, int colour, int background, boolean xor) {
    for (int i = 0; i < 8; i++) {
      boolean set = (bits & 0x80 >> i) != 0;
      if (set || !xor) {
        write(x + i, y, pixel(set ? colour : background), xor);
      }
    }
  }

  /**
   * The value of a pixel of {@code colour}, which counts the 16 of text where pixels are direct.
   */
  private int pixel(int colour) {
    if (bytes == 1) {
      return colour;
    }
    int rgb = VideoPalette.VGA.entry(colour & 0x0F);
    int red = rgb >> 16;
    int blue = rgb & 0x3F;
    int middle = rgb >> 8 & 0x3F;
    return bytes == 2
        ? red >> 1 << 5 + green | middle >> 6 - green << 5 | blue >> 1
        : red << 18 | middle << 10 | blue << 2;
  }

  @Override
  public void copy(int x, int from, int to, int width, int height) {
    byte[] line = new byte[width * bytes];
    for (int i = 0; i < height; i++) {
      int row = to < from ? i : height - 1 - i;
      for (int at = 0; at < line.length; at++) {
        memory.write(address(x, to + row) + at, 1, memory.read(address(x, from + row) + at, 1));
      }
    }
  }
}
