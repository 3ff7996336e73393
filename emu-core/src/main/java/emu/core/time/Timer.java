package emu.core.time;

/**
 * One event of an {@link EventQueue} that can be scheduled, moved and cancelled; it fires once for
 * each scheduling.
 */
public final class Timer {
  private static final long IDLE = -1;

  private final EventQueue queue;
  private final String name;
  private final Runnable action;
  private long time = EventQueue.NEVER;
  private long order = IDLE;

  Timer(EventQueue queue, String name, Runnable action) {
    this.queue = queue;
    this.name = name;
    this.action = action;
  }

  /**
   * Fires at virtual time {@code nanoseconds} (at once, on the next run of the queue, if that has
   * passed); replaces any earlier schedule.
   */
  public void scheduleAt(long nanoseconds) {
    cancel();
    if (nanoseconds != EventQueue.NEVER) {
      time = nanoseconds;
      order = queue.nextOrder();
      queue.add(this);
    }
  }

  /** Fires {@code nanoseconds} from now. */
  public void scheduleIn(long nanoseconds) {
    scheduleAt(queue.clock().now() + nanoseconds);
  }

  /** Forgets the schedule, if there is one. */
  public void cancel() {
    if (isScheduled()) {
      queue.remove(this);
      setIdle();
    }
  }

  /** Virtual time in nanoseconds at which it fires, or {@link EventQueue#NEVER}. */
  public long time() {
    return time;
  }

  /** Whether it will fire. */
  public boolean isScheduled() {
    return order != IDLE;
  }

  long order() {
    return order;
  }

  /** Runs the action; the queue has already let go of this timer. */
  void fire() {
    setIdle();
    action.run();
  }

  private void setIdle() {
    time = EventQueue.NEVER;
    order = IDLE;
  }

  @Override
  public String toString() {
    return name + (isScheduled() ? "@" + time : " (idle)");
  }
}
