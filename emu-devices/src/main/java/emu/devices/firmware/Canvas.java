package emu.devices.firmware;

/**
 * The picture of a graphics mode, as the services of INT 10h draw on it. Who calls sees to it that
 * all of a drawing is inside.
 */
interface Canvas {
  /** Exclusive-or instead of replacing. */
  int XOR = 0x80;

  /** The pixel at column {@code x} of row {@code y}. */
  int read(int x, int y);

  /** Sets a pixel to {@code colour}, or changes it by exclusive-or. */
  void write(int x, int y, int colour, boolean xor);

  /** Sets all pixels of a rectangle. */
  default void fill(int x, int y, int width, int height, int colour) {
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        write(column, row, colour, false);
      }
    }
  }

  /** Copies a rectangle {@code width} wide from row {@code from} to row {@code to}. */
  default void copy(int x, int from, int to, int width, int height) {
    for (int i = 0; i < height; i++) {
      int row = to < from ? i : height - 1 - i;
      for (int column = x; column < x + width; column++) {
        write(column, to + row, read(column, from + row), false);
      }
    }
  }

  /** Draws eight pixels: those whose bits are set in {@code colour}, the others in background. */
  default void writeEight(int x, int y, int bits, int colour, int background, boolean xor) {
    for (int i = 0; i < 8; i++) {
      boolean set = (bits & 0x80 >> i) != 0;
      if (set || !xor) {
        write(x + i, y, set ? colour : background, xor);
      }
    }
  }
}
