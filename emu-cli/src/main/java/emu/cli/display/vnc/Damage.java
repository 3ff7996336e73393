package emu.cli.display.vnc;

import emu.devices.display.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a viewer was sent, and what of a picture is news to it. */
final class Damage {
  private static final int TILE_WIDTH = 64;
  private static final int TILE_HEIGHT = 16;

  /** Rows of the highest area: so much is encoded before it is sent. */
  private static final int MOST_ROWS = 64;

  private int width;
  private int height;

  /** What the viewer shows. */
  private int[] sent = {};

  /** The tiles of which it shows something else. */
  private boolean[] stale = {};

  /** What it should show. */
  private int[] current = {};

  /** Starts again with a viewer that shows nothing of a picture of that size. */
  void begin(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    sent = new int[width * height];
    stale = new boolean[columns() * rows()];
    Arrays.fill(stale, true);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Takes what is in {@code area} as unknown to the viewer. */
  void forget(Area area) {
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        stale[row * columns() + column] |= !tile(column, row).and(area).isEmpty();
      }
    }
  }

  /**
   * Sets what the viewer should show; a picture of another size is cut off, or gets black borders.
   */
  void show(Frame frame) {
    if (frame.width() == width && frame.height() == height) {
      current = frame.pixels();
      return;
    }
    current = new int[width * height];
    for (int y = 0; y < Math.min(height, frame.height()); y++) {
      System.arraycopy(
          frame.pixels(), y * frame.width(), current, y * width, Math.min(width, frame.width()));
    }
  }

  /** All pixels that the viewer should show, 0xRRGGBB, row by row. */
  int[] pixels() {
    return current;
  }

  /** What is to be sent of {@code requested}, which counts as sent then. */
  List<Area> take(Area requested) {
    List<Area> areas = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      Area run = Area.EMPTY;
      for (int column = 0; column < columns(); column++) {
        Area news = take(column, row, requested);
        if (news.isEmpty()) {
          add(areas, run);
        }
        run = news.isEmpty() ? Area.EMPTY : run.or(news);
      }
      add(areas, run);
    }
    return areas;
  }

  private Area take(int column, int row, Area requested) {
    Area tile = tile(column, row);
    Area asked = tile.and(requested);
    int index = row * columns() + column;
    if (asked.isEmpty() || !stale[index] && isSent(asked)) {
      return Area.EMPTY;
    }
    for (int y = asked.y(); y < asked.y() + asked.height(); y++) {
      int from = y * width + asked.x();
      System.arraycopy(current, from, sent, from, asked.width());
    }
    stale[index] &= !asked.equals(tile);
    return asked;
  }

  private boolean isSent(Area area) {
    for (int y = area.y(); y < area.y() + area.height(); y++) {
      int from = y * width + area.x();
      int end = from + area.width();
      if (!Arrays.equals(current, from, end, sent, from, end)) {
        return false;
      }
    }
    return true;
  }

  /** Adds {@code run}, to the area above it if that is as wide. */
  private static void add(List<Area> areas, Area run) {
    if (run.isEmpty()) {
      return;
    }
    Area last = areas.isEmpty() ? Area.EMPTY : areas.getLast();
    boolean below = last.x() == run.x() && last.width() == run.width();
    boolean room = last.height() + run.height() <= MOST_ROWS;
    if (below && room && last.y() + last.height() == run.y()) {
      areas.set(areas.size() - 1, last.or(run));
    } else {
      areas.add(run);
    }
  }

  private int columns() {
    return (width + TILE_WIDTH - 1) / TILE_WIDTH;
  }

  private int rows() {
    return (height + TILE_HEIGHT - 1) / TILE_HEIGHT;
  }

  private Area tile(int column, int row) {
    return new Area(column * TILE_WIDTH, row * TILE_HEIGHT, TILE_WIDTH, TILE_HEIGHT)
        .and(new Area(0, 0, width, height));
  }
}
