package emu.cli.display.vnc;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a viewer has asked for: set by the thread that hears it, taken by the one that answers. */
final class Wishes {

  /**
   * What to send next.
   *
   * @param requested the part of the picture that the viewer wants when it changes
   * @param forgotten the part that it wants whether it changes or not
   * @param greetings features that the viewer knows and waits to hear that we do
   * @param format of the pixels
   * @param newFormat whether it is another than before
   * @param picture how pixels are to be sent
   * @param known features that the viewer knows
   */
  record Order(
      Area requested,
      Area forgotten,
      PixelFormat format,
      boolean newFormat,
      Encoding picture,
      Set<Encoding> known,
      Set<Encoding> greetings,
      int refusedSizes) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Area requested = Area.EMPTY;
  private Area forgotten = Area.EMPTY;
  private PixelFormat format = PixelFormat.OFFERED;
  private boolean newFormat;
  private Encoding picture = Encoding.RAW;
  private final EnumSet<Encoding> known = EnumSet.noneOf(Encoding.class);
  private final EnumSet<Encoding> greetings = EnumSet.noneOf(Encoding.class);
  private int refusedSizes;
  private long changes;
  private boolean closed;

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void request(Area area, boolean incremental) {
    change(() -> {
      requested = requested.or(area);
      if (!incremental) {
        forgotten = forgotten.or(area);
      }
    });
  }

  void setFormat(PixelFormat newOne) {
    change(() -> {
      format = newOne;
      newFormat = true;
    });
  }

  /** Takes {@code encodings} in the order in which the viewer likes them. */
  void setEncodings(Iterable<Encoding> encodings) {
    change(() -> {
      known.clear();
      picture = Encoding.RAW;
      boolean chosen = false;
      for (Encoding encoding : encodings) {
        if (encoding.isPicture()) {
          picture = chosen ? picture : encoding;
          chosen = true;
        } else if (known.add(encoding)) {
          greetings.add(encoding);
        }
      }
    });
  }

  /** The viewer wanted to change the size of the picture, which only the guest can. */
  void refuseSize() {
    change(() -> refusedSizes++);
  }

  /** The user did something, so that it is worth to look at the screen. */
  void wake() {
    change(() -> {});
  }

  /** Whether the viewer knows {@code feature}. */
  boolean isKnown(Encoding feature) {
    lock.lock();
    try {
      return known.contains(feature);
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any more. */
  void close() {
    change(() -> closed = true);
  }

  /** Waits until the viewer wants something, and takes the wish; null once this is closed. */
  Order take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && requested.isEmpty()) {
        changed.await();
      }
      if (closed) {
        return null;
      }
      Order order =
          new Order(
              requested,
              forgotten,
              format,
              newFormat,
              picture,
              EnumSet.copyOf(known),
              EnumSet.copyOf(greetings),
              refusedSizes);
      requested = Area.EMPTY;
      forgotten = Area.EMPTY;
      newFormat = false;
      greetings.clear();
      refusedSizes = 0;
      return order;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts back the request of {@code order}, since there is no news, and waits until there is
   * another, but not for longer than {@code nanoseconds}.
   */
  void putBack(Order order, long nanoseconds) throws InterruptedException {
    lock.lock();
    try {
      requested = requested.or(order.requested());
      long before = changes;
      long left = nanoseconds;
      while (!closed && changes == before && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
