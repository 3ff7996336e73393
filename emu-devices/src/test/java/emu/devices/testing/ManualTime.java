package emu.devices.testing;

import emu.core.time.Clock;
import emu.core.time.EventQueue;

/** Virtual time that a test moves by hand. */
public final class ManualTime implements Clock {
  private final EventQueue events = new EventQueue(this);
  private long now;

  @Override
  public long now() {
    return now;
  }

  /** The queue of this time. */
  public EventQueue events() {
    return events;
  }

  /** Moves to {@code time} (in nanoseconds), and runs each event on the way at its own time. */
  public void runTo(long time) {
    while (events.nextEvent() <= time) {
      now = Math.max(now, events.nextEvent());
      events.runUntil(now);
    }
    now = time;
  }

  /** Moves on by {@code nanoseconds}. */
  public void run(long nanoseconds) {
    runTo(now + nanoseconds);
  }

  /**
   * Moves to {@code time} without running what is due on the way, as a machine that looks at its
   * queue late.
   */
  public void jumpTo(long time) {
    now = time;
  }
}
