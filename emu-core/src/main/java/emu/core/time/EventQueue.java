package emu.core.time;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Device events in virtual time. Events of the same time run in the order in which they were
 * scheduled, so a run can be repeated exactly.
 */
public final class EventQueue {
  /** The time of an event that is not scheduled, and of the next event of an empty queue. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Clock clock;
  // A timer is in here at most once, so the queue is never longer than the machine has timers.
  private final PriorityQueue<Timer> scheduled =
      new PriorityQueue<>(Comparator.comparingLong(Timer::time).thenComparingLong(Timer::order));
  private long sequence;
  private Runnable onEarlier = () -> {};

  /** Creates an empty queue whose events run by {@code clock}. */
  public EventQueue(Clock clock) {
    this.clock = clock;
  }

  /** The clock that the times of this queue refer to. */
  public Clock clock() {
    return clock;
  }

  /**
   * Calls {@code listener} whenever the time of the next event may have moved forward to an earlier
   * time.
   */
  public void onEarlier(Runnable listener) {
    onEarlier = listener;
  }

  /** Makes a timer that runs {@code action} on the machine's thread when its time has come. */
  public Timer timer(String name, Runnable action) {
    return new Timer(this, name, action);
  }

  /** Virtual time of the next event in nanoseconds, or {@link #NEVER}. */
  public long nextEvent() {
    Timer head = scheduled.peek();
    return head == null ? NEVER : head.time();
  }

  /**
   * Runs every event whose time is not after {@code now}, in order, those included that they
   * schedule.
   */
  public void runUntil(long now) {
    while (nextEvent() <= now) {
      scheduled.remove().fire();
    }
  }

  long nextOrder() {
    return sequence++;
  }

  void add(Timer timer) {
    scheduled.add(timer);
    if (scheduled.peek() == timer) {
      onEarlier.run();
    }
  }

  void remove(Timer timer) {
    scheduled.remove(timer);
  }
}
