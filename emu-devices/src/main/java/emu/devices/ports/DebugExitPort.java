package emu.devices.ports;

import emu.core.bus.BusDevice;
import java.util.function.IntConsumer;

/**
 * QEMU's {@code isa-debug-exit}: writing v ends the machine with exit status {@code (v << 1) | 1}.
 * Reads give 0.
 *
 * <p>It has no state, so nothing of it takes part in the state hash.
 */
public final class DebugExitPort implements BusDevice {
  private final IntConsumer exit;

  /**
   * A port that calls {@code exit} with the exit status; the host keeps of it what it keeps (8 bits
   * on most).
   */
  public DebugExitPort(IntConsumer exit) {
    this.exit = exit;
  }

  @Override
  public long read(long offset, int size) {
    return 0;
  }

  @Override
  public void write(long offset, int size, long value) {
    exit.accept(((int) value << 1) | 1);
  }
}
