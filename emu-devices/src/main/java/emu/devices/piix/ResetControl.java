package emu.devices.piix;

import emu.core.bus.BusDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The reset control register at port CF9h (PIIX3 datasheet, RC): setting bit 2 resets the machine.
 */
public final class ResetControl implements BusDevice, Hashed {
  private static final int SYSTEM_RESET = 1 << 1;
  private static final int RESET_CPU = 1 << 2;

  private final Runnable reset;
  private int value;

  /** Calls {@code reset} when software asks for one, soft or hard. */
  public ResetControl(Runnable reset) {
    this.reset = reset;
  }

  /** Power-up state. */
  public void reset() {
    value = 0;
  }

  @Override
  public long read(long offset, int size) {
    return offset == 0 ? value : -1;
  }

  @Override
  public void write(long offset, int size, long written) {
    if (offset != 0) {
      return;
    }
    boolean rising = (written & RESET_CPU) != 0 && (value & RESET_CPU) == 0;
    value = (int) written & SYSTEM_RESET;
    if (rising) {
      reset.run();
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(value);
  }
}
