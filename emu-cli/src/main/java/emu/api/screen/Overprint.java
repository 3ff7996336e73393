package emu.api.screen;

import emu.devices.display.Frame;
import java.util.Optional;

/**
 * Characters that are printed over a picture: they are brighter than all that is around them, or
 * darker. They may let the picture show through, and so have several colours.
 */
final class Overprint {
  private static final int BRIGHTNESSES = 256;

  private final long[] high = new long[BRIGHTNESSES];
  private final long[] low = new long[BRIGHTNESSES];
  private Shape best;

  private Overprint() {}

  /** The shape of the character in the cell whose top left pixel is given; empty if none is. */
  static Optional<Shape> at(Frame frame, int left, int top) {
    Overprint cell = new Overprint();
    for (int bit = 0; bit < PictureText.COLUMNS * PictureText.ROWS; bit++) {
      int y = top + bit / PictureText.COLUMNS;
      int x = left + bit % PictureText.COLUMNS;
      cell.add(brightness(frame.pixels()[y * frame.width() + x]), bit);
    }
    return cell.letter();
  }

  /** ITU-R BT.601, 0 to 255. */
  private static int brightness(int rgb) {
    return (299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)) / 1000;
  }

  private void add(int brightness, int bit) {
    // The first pixel is the highest bit of the upper eight rows, as in Shape.
    if (bit < Long.SIZE) {
      high[brightness] |= Long.MIN_VALUE >>> bit;
    } else {
      low[brightness] |= Long.MIN_VALUE >>> bit;
    }
  }

  private Optional<Shape> letter() {
    Shape brighter = new Shape(0, 0);
    Shape darker = brighter;
    for (int i = 0; i < BRIGHTNESSES; i++) {
      brighter = joined(brighter, BRIGHTNESSES - 1 - i);
      darker = joined(darker, i);
    }
    return Optional.ofNullable(best);
  }

  /** {@code shape} with the pixels of another brightness. */
  private Shape joined(Shape shape, int brightness) {
    if ((high[brightness] | low[brightness]) == 0) {
      return shape;
    }
    Shape more = new Shape(shape.high() | high[brightness], shape.low() | low[brightness]);
    // The largest one counts, since a spot of the picture may look like a full stop.
    if (more.isLetter() && (best == null || more.pixels() > best.pixels())) {
      best = more;
    }
    return more;
  }
}
