package emu.devices.ports;

import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The latch between FERR# of the processor and interrupt 13, at port F0h (82371SB datasheet,
 * coprocessor error register): an x87 error raises the interrupt, a write to the port lowers it.
 */
public final class CoprocessorErrorPort implements ByteDevice, Hashed {
  private final InterruptLine interrupt;
  private boolean error;
  private boolean latched;

  /** A latch that drives {@code interrupt}. */
  public CoprocessorErrorPort(InterruptLine interrupt) {
    this.interrupt = interrupt;
  }

  /** The wire from FERR#; high means an error. */
  public InterruptLine error() {
    return this::setError;
  }

  private void setError(boolean level) {
    if (level && !error) {
      latched = true;
      interrupt.set(true);
    }
    error = level;
  }

  @Override
  public int readByte(int offset) {
    return 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset == 0) {
      latched = false;
      interrupt.set(false);
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(error).add(latched);
  }
}
