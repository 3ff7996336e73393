package emu.devices.piix;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;

/**
 * The ACPI power management timer: 24 bits that count at 3.579545 MHz from power-on (ACPI 6.5,
 * 4.8.3.3).
 */
final class PmTimer implements Hashed {
  /** Counts in a second. */
  static final long FREQUENCY = 3_579_545;

  private static final long NANOSECONDS = 1_000_000_000L;
  private static final int BITS = 24;
  private static final long HALF = 1L << (BITS - 1);

  private final EventQueue queue;
  private final Timer timer;
  private final Runnable overflowed;

  /** Count, in halves of the range, up to which overflows were seen and cleared. */
  private long clearedHalves;

  private boolean watched;

  PmTimer(EventQueue queue, Runnable overflowed) {
    this.queue = queue;
    this.overflowed = overflowed;
    this.timer = queue.timer("pm-timer", this::fire);
  }

  void reset() {
    clearedHalves = halves();
    watched = false;
    timer.cancel();
  }

  int value() {
    return (int) (count() & (1L << BITS) - 1);
  }

  /** Whether the top bit changed since the last {@link #clearOverflow}. */
  boolean hasOverflowed() {
    return halves() != clearedHalves;
  }

  void clearOverflow() {
    clearedHalves = halves();
    arm();
  }

  /** Calls back at overflows, or stops doing so. */
  void watch(boolean wanted) {
    if (wanted != watched) {
      watched = wanted;
      arm();
    }
  }

  private void arm() {
    if (watched) {
      timer.scheduleAt(hasOverflowed() ? queue.clock().now() : timeOf((clearedHalves + 1) * HALF));
    } else {
      timer.cancel();
    }
  }

  private void fire() {
    overflowed.run();
  }

  private long halves() {
    return count() / HALF;
  }

  private long count() {
    long now = queue.clock().now();
    return now / NANOSECONDS * FREQUENCY + now % NANOSECONDS * FREQUENCY / NANOSECONDS;
  }

  /** The first nanosecond at which the count is {@code count}. */
  private static long timeOf(long count) {
    return count / FREQUENCY * NANOSECONDS
        + (count % FREQUENCY * NANOSECONDS + FREQUENCY - 1) / FREQUENCY;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(clearedHalves).add(watched);
  }
}
