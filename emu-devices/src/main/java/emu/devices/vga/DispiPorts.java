package emu.devices.vga;

import emu.core.bus.BusDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/** The display interface's ports from 1CEh on: a 16-bit index, and data at the next two. */
final class DispiPorts implements BusDevice, Hashed {
  private static final int WORD = 2;

  private final Dispi dispi;
  private int index;

  DispiPorts(Dispi dispi) {
    this.dispi = dispi;
  }

  @Override
  public long read(long offset, int size) {
    if (size != WORD) {
      return -1;
    }
    return offset == 0 ? index : dispi.read(index);
  }

  @Override
  public void write(long offset, int size, long value) {
    if (size != WORD) {
      return;
    }
    if (offset == 0) {
      index = (int) value & 0xFFFF;
    } else {
      dispi.write(index, (int) value & 0xFFFF);
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(index);
  }
}
