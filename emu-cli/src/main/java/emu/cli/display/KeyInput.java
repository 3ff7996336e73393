package emu.cli.display;

import emu.core.bus.HostQueue;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of one viewer. A guest that takes nothing makes the queue full: then keys that go down
 * are lost, but none stays down, since its release waits here for room.
 */
public final class KeyInput {
  private static final int RETRY_MILLISECONDS = 5;

  private final HostQueue<KeyEvent> queue;
  private final Set<Key> down = EnumSet.noneOf(Key.class);
  private final Set<Key> owed = EnumSet.noneOf(Key.class);

  /** A keyboard with all keys up. */
  public KeyInput(HostQueue<KeyEvent> queue) {
    this.queue = queue;
  }

  /** Presses {@code key}; nothing happens if it is down. */
  public synchronized void press(Key key) {
    settle();
    if (owed.isEmpty() && !down.contains(key) && queue.offer(new KeyEvent(key, true))) {
      down.add(key);
    }
  }

  /** Lets {@code key} go; nothing happens if it is up. */
  public synchronized void release(Key key) {
    if (down.remove(key)) {
      owed.add(key);
    }
    settle();
  }

  /** Lets all keys go: the viewer lost sight of its keyboard. */
  public synchronized void releaseAll() {
    owed.addAll(down);
    down.clear();
    settle();
  }

  /** Whether {@code key} is down. */
  public synchronized boolean isDown(Key key) {
    return down.contains(key);
  }

  /** Hands over what found no room before; to be called now and then. */
  public synchronized void settle() {
    owed.removeIf(key -> queue.offer(new KeyEvent(key, false)));
  }

  /**
   * Presses {@code keys} one after the other and lets them go in the opposite order; waits while
   * there is no room.
   *
   * @throws InterruptedException if the thread is interrupted while it waits; no key stays down
   */
  public void type(List<Key> keys) throws InterruptedException {
    try {
      for (Key key : keys) {
        press(key);
        while (!isDown(key)) {
          Thread.sleep(RETRY_MILLISECONDS);
          press(key);
        }
      }
    } finally {
      keys.reversed().forEach(this::release);
    }
  }
}
