package emu.devices.display;

/**
 * A picture: pixels of 0xRRGGBB, row by row from the top left, and which of its rows changed when
 * it was drawn last. Each viewer has its own; one thread uses it.
 */
public final class Frame {
  private int width;
  private int height;
  private int[] pixels = {};
  private int firstChanged;
  private int endChanged;
  private boolean resized;

  /** Starts a drawing of {@code newWidth} by {@code newHeight} pixels: nothing has changed yet. */
  public void begin(int newWidth, int newHeight) {
    resized = newWidth != width || newHeight != height;
    if (resized) {
      width = newWidth;
      height = newHeight;
      pixels = new int[newWidth * newHeight];
    }
    firstChanged = resized ? 0 : newHeight;
    endChanged = resized ? newHeight : 0;
  }

  /**
   * Sets row {@code y} to the first {@link #width} elements of {@code row}; a row that is the same
   * as before does not count as changed.
   */
  public void setRow(int y, int[] row) {
    int from = y * width;
    if (!java.util.Arrays.equals(pixels, from, from + width, row, 0, width)) {
      System.arraycopy(row, 0, pixels, from, width);
      firstChanged = Math.min(firstChanged, y);
      endChanged = Math.max(endChanged, y + 1);
    }
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The pixels themselves; valid until the size changes. */
  public int[] pixels() {
    return pixels;
  }

  /** Whether the last drawing has another size than the one before. */
  public boolean isResized() {
    return resized;
  }

  /** The first row that changed in the last drawing; no less than {@link #endChanged} if none. */
  public int firstChanged() {
    return firstChanged;
  }

  /** The row after the last that changed. */
  public int endChanged() {
    return endChanged;
  }
}
