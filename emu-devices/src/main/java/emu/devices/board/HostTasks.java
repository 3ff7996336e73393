package emu.devices.board;

import emu.core.time.EventQueue;
import emu.core.time.Timer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the host wants done on the machine's thread, soon or at a virtual time. It outlives a reset.
 */
final class HostTasks {
  private record Scheduled(long time, long order, Runnable task) {}

  private final Queue<Runnable> added = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Scheduled> scheduled =
      new PriorityQueue<>(
          Comparator.comparingLong(Scheduled::time).thenComparingLong(Scheduled::order));
  private Timer timer;
  private long sequence;

  /** Keeps the times of {@code events} from here on. */
  void follow(EventQueue events) {
    timer = events.timer("host tasks", this::runDue);
    scheduleTimer();
  }

  /** Adds what is to be done soon; from any thread. */
  void add(Runnable task) {
    added.add(task);
  }

  /** Does what was added. */
  void runAdded() {
    for (Runnable task = added.poll(); task != null; task = added.poll()) {
      task.run();
    }
  }

  /** Has {@code task} done at virtual time {@code time}, at once if that has passed. */
  void schedule(long time, Runnable task) {
    scheduled.add(new Scheduled(time, sequence++, task));
    scheduleTimer();
  }

  private void scheduleTimer() {
    if (!scheduled.isEmpty() && timer.time() != scheduled.peek().time) {
      timer.scheduleAt(scheduled.peek().time);
    }
  }

  private void runDue() {
    scheduled.remove().task.run();
    scheduleTimer();
  }
}
