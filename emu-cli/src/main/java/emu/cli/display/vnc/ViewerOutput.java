package emu.cli.display.vnc;

import emu.cli.display.RedrawPace;
import emu.cli.display.Seat;
import emu.devices.display.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends a viewer what it asked for (RFC 6143, 7.6), when it changes. */
final class ViewerOutput {
  private static final int FRAMEBUFFER_UPDATE = 0;
  private static final int ENOUGH_BYTES = 1 << 16;
  private static final int FIRST_WIDTH = 640;
  private static final int FIRST_HEIGHT = 480;

  /** Why a rectangle of the extended desktop size comes, and what became of the wish. */
  private static final int SIZE_BY_VIEWER = 1;

  private static final int SIZE_PROHIBITED = 1;

  private final OutputStream out;
  private final Wishes wishes;
  private final Seat seat;
  private final RedrawPace pace;
  private final Runnable settle;
  private final Frame frame = new Frame();
  private final Damage damage = new Damage();
  private final RfbBuffer buffer = new RfbBuffer();
  private final Map<Encoding, AreaEncoder> encoders = new EnumMap<>(Encoding.class);
  private long lastLook;

  /** {@code settle} is called now and then while the viewer waits. */
  ViewerOutput(OutputStream out, Wishes wishes, Seat seat, RedrawPace pace, Runnable settle) {
    this.out = out;
    this.wishes = wishes;
    this.seat = seat;
    this.pace = pace;
    this.settle = settle;
  }

  /** Sends the message ServerInit (7.3.2). */
  void greet() throws IOException {
    look();
    int width = isDark() ? FIRST_WIDTH : frame.width();
    int height = isDark() ? FIRST_HEIGHT : frame.height();
    damage.begin(width, height);
    buffer.u16(width).u16(height);
    PixelFormat.OFFERED.describe(buffer);
    buffer.string("emu - " + seat.name()).drainTo(out);
    out.flush();
  }

  private void look() {
    seat.screen().draw(frame);
    lastLook = System.nanoTime();
  }

  /** Sends what is asked for until the viewer goes. */
  void run() throws IOException, InterruptedException {
    try {
      for (Wishes.Order order = wishes.take(); order != null; order = wishes.take()) {
        answer(order);
      }
    } finally {
      encoders.values().forEach(AreaEncoder::close);
    }
  }

  private void answer(Wishes.Order order) throws IOException, InterruptedException {
    settle.run();
    slowDown();
    look();
    damage.forget(order.forgotten());
    if (order.newFormat() && order.format().hasColourMap()) {
      order.format().describeColourMap(buffer);
    }
    boolean sent = sendFeatures(order) || sendPixels(order);
    buffer.drainTo(out);
    out.flush();
    if (sent) {
      pace.stir(lastLook);
    } else {
      wishes.putBack(order, pace.delay(System.nanoTime()));
    }
  }

  /** Lets a quick viewer wait, so that it does not look all the time. */
  private void slowDown() throws InterruptedException {
    long early = RedrawPace.SHORTEST - (System.nanoTime() - lastLook);
    if (early > 0) {
      TimeUnit.NANOSECONDS.sleep(early);
    }
  }

  /** Sends what is no pixels, in an update of its own; whether there was any. */
  private boolean sendFeatures(Wishes.Order order) {
    RfbBuffer features = new RfbBuffer();
    int count = 0;
    boolean resized = resize(order.known());
    for (Encoding feature : order.known()) {
      boolean greeted = order.greetings().contains(feature);
      boolean wanted =
          switch (feature) {
            case EXTENDED_DESKTOP_SIZE -> greeted || resized || order.refusedSizes() > 0;
            case DESKTOP_SIZE -> resized && !order.known().contains(Encoding.EXTENDED_DESKTOP_SIZE);
            default -> greeted;
          };
      if (wanted) {
        describe(feature, order.refusedSizes() > 0 && !resized, features);
        count++;
      }
    }
    if (count > 0) {
      buffer.u8(FRAMEBUFFER_UPDATE).u8(0).u16(count).bytes(features.array(), 0, features.size());
    }
    return count > 0;
  }

  private boolean resize(Set<Encoding> known) {
    boolean possible =
        known.contains(Encoding.DESKTOP_SIZE) || known.contains(Encoding.EXTENDED_DESKTOP_SIZE);
    boolean same = frame.width() == damage.width() && frame.height() == damage.height();
    if (!possible || same || isDark()) {
      return false;
    }
    damage.begin(frame.width(), frame.height());
    return true;
  }

  private boolean isDark() {
    return frame.width() == 0 || frame.height() == 0;
  }

  private void describe(Encoding feature, boolean refused, RfbBuffer features) {
    boolean extendedSize = feature == Encoding.EXTENDED_DESKTOP_SIZE;
    int x = extendedSize && refused ? SIZE_BY_VIEWER : 0;
    int y = extendedSize && refused ? SIZE_PROHIBITED : 0;
    features.area(new Area(x, y, damage.width(), damage.height())).u32(feature.number());
    if (extendedSize) {
      // One monitor, number 0, that shows it all.
      features.u8(1).u8(0).u16(0).u32(0);
      features.area(new Area(0, 0, damage.width(), damage.height())).u32(0);
    }
  }

  private boolean sendPixels(Wishes.Order order) throws IOException {
    damage.show(frame);
    List<Area> areas = damage.take(order.requested());
    if (areas.isEmpty()) {
      return false;
    }
    AreaEncoder encoder = encoders.computeIfAbsent(order.picture(), AreaEncoder::of);
    buffer.u8(FRAMEBUFFER_UPDATE).u8(0).u16(areas.size());
    for (Area area : areas) {
      buffer.area(area).u32(order.picture().number());
      encoder.encode(damage.pixels(), damage.width(), area, order.format(), buffer);
      if (buffer.size() > ENOUGH_BYTES) {
        buffer.drainTo(out);
      }
    }
    return true;
  }
}
