package emu.devices.ide;

import emu.core.bus.ByteDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;

/**
 * What moves the data of one channel's DMA commands: eight registers (BMIDE 2), and a table in
 * memory of physical regions (BMIDE 1.2), of which no region is read before its turn.
 */
final class BusMaster implements ByteDevice, Hashed {
  private static final int COMMAND = 0;
  private static final int STATUS = 2;
  private static final int TABLE = 4;

  private static final int START = 1;
  private static final int TO_MEMORY = 8;

  private static final int ACTIVE = 1;
  private static final int ERROR = 2;
  private static final int INTERRUPT = 4;
  private static final int DRIVES_CAPABLE = 0x60;

  private static final int REGION = 8;
  private static final int LAST_REGION = 0x80;
  private static final int TABLE_SIZE = 0x1_0000;
  private static final long MEMORY_END = 1L << 32;

  private final PhysicalMemory memory;
  private final Runnable started;
  private final byte[] region = new byte[REGION];
  private int command;
  private int status;
  private int table;
  private int nextRegion;
  private long address;
  private int left;
  private boolean isLast;

  /** One that is idle; it calls {@code started} when software starts it. */
  BusMaster(PhysicalMemory memory, Runnable started) {
    this.memory = memory;
    this.started = started;
  }

  @Override
  public int readByte(int offset) {
    return switch (offset) {
      case COMMAND -> command;
      case STATUS -> status;
      case TABLE, TABLE + 1, TABLE + 2, TABLE + 3 -> table >> ((offset - TABLE) * 8) & 0xFF;
      default -> 0;
    };
  }

  @Override
  public void writeByte(int offset, int value) {
    switch (offset) {
      case COMMAND -> writeCommand(value);
      case STATUS ->
          status =
              value & DRIVES_CAPABLE | status & ~DRIVES_CAPABLE & ~(value & (ERROR | INTERRUPT));
      case TABLE, TABLE + 1, TABLE + 2, TABLE + 3 -> {
        int shift = (offset - TABLE) * 8;
        table = (table & ~(0xFF << shift) | value << shift) & ~3;
      }
      default -> {}
    }
  }

  private void writeCommand(int value) {
    boolean starts = (value & ~command & START) != 0;
    command = value & (START | TO_MEMORY);
    if (starts) {
      status |= ACTIVE;
      nextRegion = table;
      left = 0;
      isLast = false;
      started.run();
    } else if ((command & START) == 0) {
      status &= ~ACTIVE;
    }
  }

  /** Whether software has started it and there may be regions left. */
  boolean isActive() {
    return (status & ACTIVE) != 0;
  }

  /** The device's interrupt line rose. */
  void interrupted() {
    status |= INTERRUPT;
  }

  /**
   * Moves {@code length} bytes from {@code from} of {@code buffer} to memory, or from there.
   *
   * @return how many it moved: fewer if the table ended before, and then it is no longer active
   */
  int move(byte[] buffer, int from, int length, boolean toMemory) {
    int done = 0;
    while (done < length && (left > 0 || nextRegion())) {
      int part = (int) Math.min(Math.min(left, length - done), MEMORY_END - address);
      if (toMemory) {
        memory.copyIn(address, buffer, from + done, part);
      } else {
        memory.copyOut(address, buffer, from + done, part);
      }
      address = (address + part) % MEMORY_END;
      left -= part;
      done += part;
    }
    return done;
  }

  /** The command's last byte was moved: a table that ends here as well has been used up. */
  void finished() {
    if (left == 0 && isLast) {
      status &= ~ACTIVE;
    }
  }

  private boolean nextRegion() {
    if (isLast) {
      status &= ~ACTIVE;
      return false;
    }
    // Base address, byte count (0 is 64 KiB), end of table in the last bit.
    memory.copyOut(Integer.toUnsignedLong(nextRegion), region, 0, REGION);
    // A table does not cross a boundary of 64 KiB: the address wraps.
    nextRegion = nextRegion & -TABLE_SIZE | nextRegion + REGION & TABLE_SIZE - 1;
    address = (long) word(2) << 16 | word(0) & ~1;
    left = word(4) & ~1;
    left = left == 0 ? 0x1_0000 : left;
    isLast = (region[REGION - 1] & LAST_REGION) != 0;
    return true;
  }

  private int word(int at) {
    return (region[at + 1] & 0xFF) << 8 | region[at] & 0xFF;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(command).add(status).add(table).add(nextRegion).add(address).add(left).add(isLast);
  }
}
