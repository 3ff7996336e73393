package emu.devices.ports;

import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * Port 92h of the PS/2 and its successors: the fast gate for address line 20, and a fast processor
 * reset.
 */
public final class SystemControlPortA implements ByteDevice, Hashed {
  private static final int FAST_INIT = 1 << 0;
  private static final int FAST_A20 = 1 << 1;

  private final InterruptLine a20;
  private final Runnable reset;
  private int control;

  /**
   * A port with all bits clear; it drives {@code a20} only when it is written, since the keyboard
   * controller has a gate too.
   *
   * @param reset called when bit 0 goes from 0 to 1
   */
  public SystemControlPortA(InterruptLine a20, Runnable reset) {
    this.a20 = a20;
    this.reset = reset;
  }

  @Override
  public int readByte(int offset) {
    return offset == 0 ? control : 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset != 0) {
      return;
    }
    int rising = value & ~control;
    control = value & (FAST_INIT | FAST_A20);
    a20.set((value & FAST_A20) != 0);
    if ((rising & FAST_INIT) != 0) {
      reset.run();
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(control);
  }
}
