package emu.cli.display.vnc;

import java.util.Arrays;

/**
 * Tiles of 16 by 16 pixels, each raw or a background with rectangles of other colours (RFC 6143,
 * 7.7.4). For viewers that know no zlib.
 */
final class HextileEncoder implements AreaEncoder {
  private static final int TILE = 16;
  private static final int RAW = 1;
  private static final int BACKGROUND = 2;
  private static final int FOREGROUND = 4;
  private static final int SUBRECTANGLES = 8;
  private static final int COLOURED = 16;
  private static final int MOST_COLOURS = 64;
  private static final int MOST_SUBRECTANGLES = 255;

  private final int[] tile = new int[TILE * TILE];
  private final boolean[] done = new boolean[TILE * TILE];
  private final Palette palette = new Palette(MOST_COLOURS);
  private final RfbBuffer rectangles = new RfbBuffer();
  private int width;
  private int height;

  @Override
  public void encode(int[] pixels, int stride, Area area, PixelFormat format, RfbBuffer out) {
    for (int y = 0; y < area.height(); y += TILE) {
      for (int x = 0; x < area.width(); x += TILE) {
        width = Math.min(TILE, area.width() - x);
        height = Math.min(TILE, area.height() - y);
        load(pixels, (area.y() + y) * stride + area.x() + x, stride, format);
        encodeTile(format, out);
      }
    }
  }

  private void load(int[] pixels, int corner, int stride, PixelFormat format) {
    palette.clear();
    for (int i = 0; i < width * height; i++) {
      tile[i] = format.pixel(pixels[corner + i / width * stride + i % width]);
      palette.add(tile[i]);
    }
  }

  private void encodeTile(PixelFormat format, RfbBuffer out) {
    int background = palette.size() == 0 ? 0 : mostFrequent();
    boolean coloured = palette.size() > 2;
    int count = palette.isOverfull() ? MOST_SUBRECTANGLES + 1 : cover(background, coloured, format);
    if (count > MOST_SUBRECTANGLES || rectangles.size() >= width * height * format.size()) {
      out.u8(RAW);
      for (int i = 0; i < width * height; i++) {
        format.put(out, tile[i]);
      }
      return;
    }
    int kinds = BACKGROUND;
    if (count > 0) {
      kinds |= SUBRECTANGLES | (coloured ? COLOURED : FOREGROUND);
    }
    out.u8(kinds);
    format.put(out, background);
    if (count > 0) {
      if (!coloured) {
        format.put(out, palette.pixel(background == palette.pixel(0) ? 1 : 0));
      }
      out.u8(count).bytes(rectangles.array(), 0, rectangles.size());
    }
  }

  private int mostFrequent() {
    int[] counts = new int[MOST_COLOURS];
    int best = 0;
    for (int i = 0; i < width * height && !palette.isOverfull(); i++) {
      int index = palette.indexOf(tile[i]);
      counts[index]++;
      best = counts[index] > counts[best] ? index : best;
    }
    return palette.pixel(best);
  }

  /** Covers all that is not background with rectangles; their number. */
  private int cover(int background, boolean coloured, PixelFormat format) {
    rectangles.clear();
    Arrays.fill(done, false);
    int count = 0;
    for (int i = 0; i < width * height; i++) {
      int pixel = tile[i];
      if (done[i] || pixel == background) {
        continue;
      }
      int columns = columns(i, pixel);
      int rows = rows(i, columns, pixel);
      if (coloured) {
        format.put(rectangles, pixel);
      }
      rectangles.u8(i % width << 4 | i / width).u8((columns - 1) << 4 | (rows - 1));
      count++;
    }
    return count;
  }

  private int columns(int start, int pixel) {
    int columns = 1;
    while (start % width + columns < width && is(start + columns, pixel)) {
      columns++;
    }
    return columns;
  }

  private boolean is(int i, int pixel) {
    return !done[i] && tile[i] == pixel;
  }

  /** How many rows from {@code start} down are alike, which are marked as done. */
  private int rows(int start, int columns, int pixel) {
    int rows = 0;
    for (int row = start; row < width * height; row += width) {
      for (int i = row; i < row + columns; i++) {
        if (!is(i, pixel)) {
          return rows;
        }
      }
      Arrays.fill(done, row, row + columns, true);
      rows++;
    }
    return rows;
  }
}
