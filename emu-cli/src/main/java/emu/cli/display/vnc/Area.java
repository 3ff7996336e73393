package emu.cli.display.vnc;

/**
 * A rectangle of the picture, in pixels; empty if it has no width or no height.
 *
 * @param x left edge
 * @param y top edge
 */
record Area(int x, int y, int width, int height) {
  static final Area EMPTY = new Area(0, 0, 0, 0);

  boolean isEmpty() {
    return width <= 0 || height <= 0;
  }

  /** What is in both. */
  Area and(Area other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    int right = Math.min(x + width, other.x + other.width);
    int bottom = Math.min(y + height, other.y + other.height);
    return right <= left || bottom <= top ? EMPTY : new Area(left, top, right - left, bottom - top);
  }

  /** The smallest that has both. */
  Area or(Area other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    int right = Math.max(x + width, other.x + other.width);
    int bottom = Math.max(y + height, other.y + other.height);
    return new Area(left, top, right - left, bottom - top);
  }
}
