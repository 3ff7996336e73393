package emu.core.bus;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A bounded queue through which a thread of the host (terminal, display, network) hands input to a
 * device.
 *
 * <p>Any thread may offer; only the machine's thread polls, when the device has room. What the
 * guest does not take stays here, so input never overruns a device.
 */
public final class HostQueue<T> {
  private final ArrayBlockingQueue<T> queue;
  private volatile Runnable wake = () -> {};

  /** Creates an empty queue for at most {@code capacity} elements. */
  public HostQueue(int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
  }

  /**
   * Calls {@code hook} after each accepted element, on the thread that offered it: the way to end
   * the machine's sleep.
   */
  public void onOffer(Runnable hook) {
    wake = hook;
  }

  /** Adds {@code element}; false, and nothing happens, if the queue is full. */
  public boolean offer(T element) {
    boolean accepted = queue.offer(element);
    if (accepted) {
      wake.run();
    }
    return accepted;
  }

  /** Takes the oldest element, if there is one. */
  public Optional<T> poll() {
    return Optional.ofNullable(queue.poll());
  }

  /** How many more elements it has room for. */
  public int room() {
    return queue.remainingCapacity();
  }

  /** Whether there is nothing to take. */
  public boolean isEmpty() {
    return queue.isEmpty();
  }
}
