package emu.cli.display.curses;

import emu.devices.display.Frame;

/**
 * A graphics mode in a terminal's window: each cell shows two pixels, the upper half of its block
 * and the lower. The picture keeps its proportions, as far as a cell is twice as high as wide.
 */
final class PictureView {
  private static final int UPPER_HALF = '▀';

  private PictureView() {}

  /** Puts {@code frame}, which has pixels, into the middle of {@code grid}. */
  static void draw(Frame frame, Grid grid) {
    grid.clear();
    int roomHeight = 2 * grid.rows;
    double scale =
        Math.min((double) grid.columns / frame.width(), (double) roomHeight / frame.height());
    int width = Math.clamp(Math.round(frame.width() * scale), 1, grid.columns);
    int height = Math.clamp(Math.round(frame.height() * scale), 1, roomHeight);
    int left = (grid.columns - width) / 2;
    int top = (roomHeight - height) / 4 * 2;
    for (int y = 0; y < height; y += 2) {
      for (int x = 0; x < width; x++) {
        int upper = mean(frame, x, y, width, height);
        int lower = y + 1 < height ? mean(frame, x, y + 1, width, height) : 0;
        int character = upper == lower ? ' ' : UPPER_HALF;
        grid.set(left + x, (top + y) / 2, character, upper, lower);
      }
    }
  }

  /** The mean colour of what falls onto one pixel of a picture of {@code width} by that height. */
  private static int mean(Frame frame, int x, int y, int width, int height) {
    int firstX = (int) ((long) x * frame.width() / width);
    int firstY = (int) ((long) y * frame.height() / height);
    int endX = Math.max((int) ((x + 1L) * frame.width() / width), firstX + 1);
    int endY = Math.max((int) ((y + 1L) * frame.height() / height), firstY + 1);
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int row = firstY; row < endY; row++) {
      for (int i = row * frame.width() + firstX; i < row * frame.width() + endX; i++) {
        int pixel = frame.pixels()[i];
        red += pixel >> 16 & 0xFF;
        green += pixel >> 8 & 0xFF;
        blue += pixel & 0xFF;
      }
    }
    long count = (long) (endX - firstX) * (endY - firstY);
    return (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
  }
}
