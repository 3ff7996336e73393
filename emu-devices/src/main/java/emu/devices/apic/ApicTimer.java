package emu.devices.apic;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;

/**
 * The timer of the local APIC (SDM 3A 11.5.4): a count-down register, driven by a clock of {@link
 * #NANOSECONDS_PER_TICK} behind a divider, or a deadline of the time-stamp counter.
 *
 * <p>Nothing ticks: the count is computed when it is read, and one event is queued for its end. A
 * periodic timer that comes late skips the periods it missed, so one run of the queue fires it once
 * whatever period the guest chose.
 */
final class ApicTimer implements Hashed {
  static final int ONE_SHOT = 0;
  static final int PERIODIC = 1;
  static final int TSC_DEADLINE = 2;

  /** Period of the clock before the divider: a bus clock of 1 GHz. */
  static final long NANOSECONDS_PER_TICK = 1;

  /** Period of the time-stamp counter: 1 GHz. */
  static final long NANOSECONDS_PER_TSC_TICK = 1;

  /** A deadline in more than 73 years never comes; it keeps sums of times in range. */
  private static final long FARTHEST_DEADLINE = 1L << 61;

  private final EventQueue queue;
  private final Timer timer;
  private final Runnable expired;

  private int mode;
  private int divideConfiguration;
  private long initialCount;
  private long startedAt;
  private long deadline;

  ApicTimer(EventQueue queue, Runnable expired) {
    this.queue = queue;
    this.expired = expired;
    this.timer = queue.timer("apic", this::fire);
  }

  void reset() {
    timer.cancel();
    mode = ONE_SHOT;
    divideConfiguration = 0;
    initialCount = 0;
    startedAt = 0;
    deadline = 0;
  }

  /** Takes bits 18:17 of the timer's LVT entry; the reserved value 3 counts as one-shot. */
  void setMode(int newMode) {
    int wanted = newMode == 3 ? ONE_SHOT : newMode;
    if (wanted == mode) {
      return;
    }
    boolean disarm = wanted == TSC_DEADLINE || mode == TSC_DEADLINE;
    long count = currentCount();
    mode = wanted;
    if (disarm) { // SDM 3A 11.5.4.1
      initialCount = 0;
      deadline = 0;
      timer.cancel();
    } else if (count != 0) {
      startedAt = queue.clock().now() - (initialCount - count) * tick();
      schedule();
    }
  }

  int divideConfiguration() {
    return divideConfiguration;
  }

  /** Changes the divider; the count goes on from where it is. */
  void setDivideConfiguration(int value) {
    long count = currentCount();
    divideConfiguration = value & 0b1011;
    if (timer.isScheduled() && mode != TSC_DEADLINE) {
      startedAt = queue.clock().now() - (initialCount - count) * tick();
      schedule();
    }
  }

  int initialCount() {
    return (int) initialCount;
  }

  /**
   * Starts a count-down from {@code count} (unsigned), or stops with 0; ignored in deadline mode.
   */
  void setInitialCount(int count) {
    if (mode == TSC_DEADLINE) {
      return;
    }
    initialCount = Integer.toUnsignedLong(count);
    startedAt = queue.clock().now();
    schedule();
  }

  int currentCount() {
    if (mode == TSC_DEADLINE || !timer.isScheduled()) {
      return 0;
    }
    long ticks = (queue.clock().now() - startedAt) / tick();
    return (int)
        (mode == PERIODIC
            ? initialCount - ticks % initialCount
            : Math.max(0, initialCount - ticks));
  }

  /** Value of IA32_TSC_DEADLINE: 0 when the timer is not armed. */
  long deadline() {
    return deadline;
  }

  /**
   * Arms the timer for the counter value {@code value}, {@code ticks} from now, or disarms it with
   * 0.
   */
  void setDeadline(long value, long ticks) {
    if (mode != TSC_DEADLINE) {
      return;
    }
    deadline = value;
    if (value == 0) {
      timer.cancel();
    } else {
      timer.scheduleIn(Math.clamp(ticks, 0, FARTHEST_DEADLINE) * NANOSECONDS_PER_TSC_TICK);
    }
  }

  private void schedule() {
    if (initialCount == 0) {
      timer.cancel();
    } else {
      timer.scheduleAt(startedAt + initialCount * tick());
    }
  }

  private void fire() {
    deadline = 0;
    if (mode == PERIODIC) {
      long period = initialCount * tick();
      startedAt += (queue.clock().now() - startedAt) / period * period;
      schedule();
    }
    expired.run();
  }

  /** Nanoseconds for one count: bits 3, 1 and 0 select 2, 4, ... 128, and 111b selects 1. */
  private long tick() {
    int select = (divideConfiguration >> 1 & 4) | (divideConfiguration & 3);
    return NANOSECONDS_PER_TICK << (select + 1 & 7);
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(mode).add(divideConfiguration).add(initialCount).add(startedAt).add(deadline);
    hash.add(timer.time());
  }
}
