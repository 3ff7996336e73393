package emu.devices.vga;

/**
 * What the display interface shows, as a viewer's thread reads it.
 *
 * @param width dots in a line, a multiple of 8; 0 if the interface is not enabled
 * @param height lines
 * @param bits bits of a dot: 4, 8, 15, 16, 24 or 32
 * @param lineBytes bytes from one line to the next, of all four planes together with 4 bits
 * @param left dots of memory left of the picture
 * @param top lines of memory above the picture
 */
record DispiMode(int width, int height, int bits, int lineBytes, int left, int top) {
  static final DispiMode OFF = new DispiMode(0, 0, 8, 0, 0, 0);

  /** Whether it decides what is shown. */
  boolean isOn() {
    return width > 0 && height > 0;
  }

  /** Where in memory the picture starts. With 4 bits, that is a multiple of eight dots. */
  long start() {
    int before = bits == 4 ? left / 8 * 4 : left * (bits + 7 >> 3);
    return (long) top * lineBytes + before;
  }
}
