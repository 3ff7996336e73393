package emu.devices.dma;

import emu.core.bus.DmaChannel;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;

/**
 * One channel: its registers, and transfers in demand or single mode (8237A datasheet, Register
 * Description).
 */
final class Channel implements DmaChannel, Hashed {
  private static final int MODE_TYPE = 0x0C;
  private static final int TYPE_TO_MEMORY = 0x04;
  private static final int TYPE_FROM_MEMORY = 0x08;
  private static final int TYPE_VERIFY = 0x00;
  private static final int MODE_AUTOINITIALISE = 0x10;
  private static final int MODE_DECREMENT = 0x20;

  private final PhysicalMemory memory;
  private final boolean wide;

  int mode;
  int page;
  boolean masked;
  boolean enabled;
  boolean atEnd;
  private int baseAddress;
  private int baseCount;
  private int address;
  private int count;
  private boolean lastReachedEnd;

  /** A channel that moves words if {@code wide}, else bytes. */
  Channel(PhysicalMemory memory, boolean wide) {
    this.memory = memory;
    this.wide = wide;
    reset();
  }

  /** What a master clear does: the page register is none of the controller's. */
  void reset() {
    masked = true;
    enabled = true;
    atEnd = false;
  }

  int readAddress(boolean high) {
    return high ? address >> 8 : address & 0xFF;
  }

  int readCount(boolean high) {
    return high ? count >> 8 : count & 0xFF;
  }

  void writeAddress(boolean high, int value) {
    baseAddress = replaced(baseAddress, high, value);
    address = baseAddress;
  }

  void writeCount(boolean high, int value) {
    baseCount = replaced(baseCount, high, value);
    count = baseCount;
  }

  private static int replaced(int register, boolean high, int value) {
    return high ? register & 0xFF | value << 8 : register & 0xFF00 | value;
  }

  @Override
  public int toMemory(byte[] source, int from, int length) {
    return move(source, from, length, TYPE_TO_MEMORY);
  }

  @Override
  public int fromMemory(byte[] target, int from, int length) {
    return move(target, from, length, TYPE_FROM_MEMORY);
  }

  @Override
  public boolean reachedTerminalCount() {
    return lastReachedEnd;
  }

  /** A verify transfer counts and moves nothing; one in the other direction does not take place. */
  private int move(byte[] data, int from, int length, int type) {
    lastReachedEnd = false;
    int chosen = mode & MODE_TYPE;
    if (masked || !enabled || chosen != type && chosen != TYPE_VERIFY) {
      return 0;
    }
    int size = wide ? 2 : 1;
    int done = 0;
    while (done + size <= length && !lastReachedEnd) {
      int part = Math.min((length - done) / size, straightUnits());
      if (chosen == TYPE_TO_MEMORY) {
        memory.copyIn(physical(), data, from + done, part * size);
      } else if (chosen == TYPE_FROM_MEMORY) {
        memory.copyOut(physical(), data, from + done, part * size);
      }
      advance(part);
      done += part * size;
    }
    return done;
  }

  /** Bytes or words up to the end of the count or the wrap of the address; one if it goes down. */
  private int straightUnits() {
    boolean down = (mode & MODE_DECREMENT) != 0;
    return down ? 1 : Math.min(count + 1, 0x1_0000 - address);
  }

  private long physical() {
    return wide ? (long) (page & 0xFE) << 16 | (long) address << 1 : (long) page << 16 | address;
  }

  private void advance(int units) {
    address = address + ((mode & MODE_DECREMENT) != 0 ? -units : units) & 0xFFFF;
    count -= units;
    if (count < 0) {
      count = 0xFFFF;
      lastReachedEnd = true;
      atEnd = true;
      if ((mode & MODE_AUTOINITIALISE) != 0) {
        address = baseAddress;
        count = baseCount;
      } else {
        masked = true;
      }
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(mode).add(page).add(masked).add(enabled).add(atEnd).add(baseAddress).add(baseCount);
    hash.add(address).add(count).add(lastReachedEnd);
  }
}
