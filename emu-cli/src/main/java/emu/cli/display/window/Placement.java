package emu.cli.display.window;

/**
 * Where a picture lies in a view, in pixels of the view. The view may be smaller than the picture.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 1
 * @param height at least 1
 */
record Placement(int x, int y, int width, int height) {

  /**
   * The largest centred picture that keeps its proportions.
   *
   * @param whole whether each of its pixels becomes a square of whole pixels, where the view is
   *     large enough for one
   */
  static Placement of(
      int pictureWidth, int pictureHeight, int viewWidth, int viewHeight, boolean whole) {
    double scale = Math.min((double) viewWidth / pictureWidth, (double) viewHeight / pictureHeight);
    if (whole && scale >= 1) {
      scale = Math.floor(scale);
    }
    int width = Math.max((int) Math.round(pictureWidth * scale), 1);
    int height = Math.max((int) Math.round(pictureHeight * scale), 1);
    return new Placement((viewWidth - width) / 2, (viewHeight - height) / 2, width, height);
  }
}
