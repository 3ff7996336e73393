package emu.api.keyboard;

import emu.devices.board.Machine;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import java.util.List;

/** Presses keys on the machine's thread, for as long as a person would, in the guest's time. */
public final class Typist {
  /** How long keys are held, and how long is waited after, in nanoseconds of the guest's time. */
  private static final long HOLD = 40_000_000;

  private final Machine machine;
  private long free;

  /** Types on the keyboard of {@code machine}. */
  public Typist(Machine machine) {
    this.machine = machine;
  }

  /** Presses {@code keys} together, once those before are done. */
  public void press(List<Key> keys) {
    press(keys, HOLD);
  }

  /** The same, and lets them go after {@code hold} nanoseconds. */
  public void press(List<Key> keys, long hold) {
    long start = Math.max(free, machine.virtualNanoseconds());
    machine.schedule(start, () -> keys.forEach(key -> offer(key, true)));
    machine.schedule(start + hold, () -> keys.reversed().forEach(key -> offer(key, false)));
    free = start + hold + HOLD;
  }

  /** Virtual time at which all that was pressed is done. */
  public long free() {
    return free;
  }

  private void offer(Key key, boolean pressed) {
    // A guest that takes no keys loses them.
    boolean _ = machine.keyInput().offer(new KeyEvent(key, pressed));
  }
}
