package emu.devices.pit;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * One counter of an 8254 (8254 datasheet, 231164-005, "Mode definitions").
 *
 * <p>It does not count: it remembers the clock edge (tick) at which the counting element was last
 * loaded, and works out count and output for any later tick. Every method takes the present tick,
 * which never decreases.
 */
final class PitCounter implements Hashed {
  /** The tick of a change that does not come by itself. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int RW_LSB = 1;
  private static final int RW_MSB = 2;
  private static final int RW_BOTH = 3;

  private static final int STATUS_OUTPUT = 0x80;
  private static final int STATUS_NULL_COUNT = 0x40;

  private int mode = 3;
  private int access = RW_BOTH;
  private boolean bcd;
  private boolean gate;

  /** The count of the counting element's cycle, from 1; 0 before the first is loaded. */
  private int count;

  /** The tick at which that count was, or will be, loaded. */
  private long loadTick;

  /** Whether the counting element runs (from {@link #loadTick} on). */
  private boolean running;

  /** While not running: ticks from the load to the stop. */
  private long elapsedAtStop;

  /** The output while not running, and until {@link #loadTick}. */
  private boolean idleOutput = true;

  /** Mode 3: the output of the half cycle that starts at {@link #loadTick}. */
  private boolean firstHalf = true;

  /**
   * A count that waits for the next trigger (modes 1 and 5) or for {@link #switchTick} (modes 2 and
   * 3); 0 for none.
   */
  private int nextCount;

  /** Modes 2 and 3: the end of the (half) cycle in which the next count was written. */
  private long switchTick;

  private boolean nullCount;
  private int lowByte;
  private boolean writeHigh;
  private boolean readHigh;
  private int latch;
  private int latchedBytes;
  private int statusLatch;
  private boolean statusLatched;

  PitCounter(boolean gate) {
    this.gate = gate;
  }

  /**
   * A control word: {@code access} 1 to 3, {@code mode} 0 to 7 (6 and 7 mean 2 and 3), counting in
   * BCD or not.
   */
  void control(int access, int mode, boolean bcd) {
    this.access = access;
    this.mode = mode > 5 ? mode - 4 : mode;
    this.bcd = bcd;
    running = false;
    count = 0;
    nextCount = 0;
    elapsedAtStop = 0;
    idleOutput = this.mode != 0;
    nullCount = true;
    writeHigh = false;
    readHigh = false;
    latchedBytes = 0;
    statusLatched = false;
  }

  /** Modes in which a rising gate starts the count. */
  private boolean isTriggered() {
    return mode == 1 || mode == 5;
  }

  /** Modes that reload the count by themselves. */
  private boolean isPeriodic() {
    return mode == 2 || mode == 3;
  }

  /** A byte written to the counter. */
  void write(int value, long tick) {
    sync(tick);
    if (access == RW_LSB) {
      load(value, tick);
    } else if (access == RW_MSB) {
      load(value << 8, tick);
    } else if (writeHigh) {
      writeHigh = false;
      load(lowByte | (value << 8), tick);
    } else {
      writeHigh = true;
      lowByte = value;
      if (mode == 0) {
        // The first byte stops the count, and the output falls at once.
        stop(tick);
        idleOutput = false;
      }
    }
  }

  private void load(int register, long tick) {
    int value = fromRegister(register);
    nullCount = true;
    if (isTriggered()) {
      nextCount = value;
    } else if (isPeriodic() && count != 0) {
      nextCount = value;
      switchTick = running ? cycleEnd(tick) : NEVER;
    } else {
      idleOutput = mode != 0;
      begin(value, tick);
      if (!gate) {
        stop(tick);
      }
    }
  }

  /** Drives the gate input. */
  void setGate(boolean level, long tick) {
    if (level == gate) {
      return;
    }
    sync(tick);
    gate = level;
    int value = nextCount != 0 ? nextCount : count;
    if (!level) {
      if (running && !isTriggered()) {
        stop(tick);
      }
    } else if (value != 0) {
      if (mode == 0 || mode == 4) {
        // A stop for the first byte of a count is undone by the second one only.
        if (!writeHigh || mode == 4) {
          loadTick = tick - elapsedAtStop;
          running = true;
        }
      } else {
        idleOutput = outputAt(tick);
        begin(value, tick);
      }
    }
  }

  /** Loads {@code value} on the next clock edge. */
  private void begin(int value, long tick) {
    count = value;
    nextCount = 0;
    loadTick = tick + 1;
    firstHalf = true;
    running = true;
  }

  private void stop(long tick) {
    if (running) {
      elapsedAtStop = Math.max(0, tick - loadTick);
      idleOutput = isPeriodic() || outputAt(tick);
      running = false;
      nullCount &= nextCount != 0;
    }
  }

  /** Brings loads that have happened by {@code tick} into the state. */
  private void sync(long tick) {
    if (!running || tick < loadTick) {
      return;
    }
    if (isPeriodic() && nextCount != 0 && tick >= switchTick) {
      firstHalf = outputAt(switchTick);
      idleOutput = true;
      count = nextCount;
      nextCount = 0;
      loadTick = switchTick;
    }
    nullCount &= nextCount != 0;
  }

  /** The level of the output pin. */
  boolean output(long tick) {
    sync(tick);
    return outputAt(tick);
  }

  private boolean outputAt(long tick) {
    if (!running || tick < loadTick) {
      return idleOutput;
    }
    long elapsed = tick - loadTick;
    return switch (mode) {
      case 0, 1 -> elapsed >= count;
      case 2 -> elapsed % count != count - 1;
      case 3 -> elapsed % count < half() == firstHalf;
      default -> elapsed != count;
    };
  }

  /**
   * Mode 3: ticks of the first half cycle after the load; the high half of an odd count is the
   * longer.
   */
  private int half() {
    return firstHalf ? (count + 1) / 2 : count / 2;
  }

  /** Mode 2: the end of the cycle that {@code tick} is in; mode 3: of the half cycle. */
  private long cycleEnd(long tick) {
    if (tick < loadTick) {
      return loadTick;
    }
    long phase = (tick - loadTick) % count;
    long end = mode == 3 && phase < half() ? half() : count;
    return tick - phase + end;
  }

  /** The first tick after {@code tick} at which the output may change, or {@link #NEVER}. */
  long nextChange(long tick) {
    sync(tick);
    if (!running) {
      return NEVER;
    }
    if (tick < loadTick) {
      return loadTick;
    }
    return Math.min(changeAfter(tick), isPeriodic() && nextCount != 0 ? switchTick : NEVER);
  }

  private long changeAfter(long tick) {
    long elapsed = tick - loadTick;
    long cycle = tick - elapsed % count;
    if (isPeriodic()) {
      long change = cycle + (mode == 2 ? count - 1 : half());
      // A count of 1 (illegal in mode 2) never changes the output.
      return count == 1 ? NEVER : tick < change ? change : cycle + count;
    }
    if (elapsed < count) {
      return loadTick + count;
    }
    boolean endOfStrobe = mode >= 4 && elapsed == count;
    return endOfStrobe ? tick + 1 : NEVER;
  }

  /** Latches the count until it has been read; a second latch before that is ignored. */
  void latchCount(long tick) {
    sync(tick);
    if (latchedBytes == 0) {
      latch = register(tick);
      latchedBytes = access == RW_BOTH ? 2 : 1;
      readHigh = false;
    }
  }

  /** Latches the status byte until it has been read (read-back command). */
  void latchStatus(long tick) {
    if (!statusLatched) {
      statusLatched = true;
      statusLatch =
          (output(tick) ? STATUS_OUTPUT : 0)
              | (nullCount ? STATUS_NULL_COUNT : 0)
              | (access << 4)
              | (mode << 1)
              | (bcd ? 1 : 0);
    }
  }

  /** A byte read from the counter. */
  int read(long tick) {
    sync(tick);
    if (statusLatched) {
      statusLatched = false;
      return statusLatch;
    }
    int value = latchedBytes > 0 ? latch : register(tick);
    latchedBytes = Math.max(0, latchedBytes - 1);
    boolean high = access == RW_MSB || (access == RW_BOTH && readHigh);
    readHigh = access == RW_BOTH && !readHigh;
    return high ? value >> 8 : value & 0xFF;
  }

  /** The counting element as the 16 bits that a program reads. */
  private int register(long tick) {
    if (count == 0) {
      return 0;
    }
    long elapsed = running ? Math.max(0, tick - loadTick) : elapsedAtStop;
    int phase = (int) (elapsed % count);
    long value =
        switch (mode) {
          case 2 -> count - phase;
          // A square wave counts down by two, from an even number, in either half.
          case 3 -> (count & ~1) - 2L * (phase < half() ? phase : phase - half());
          default -> count - elapsed;
        };
    return toRegister(Math.floorMod(value, bcd ? 10_000 : 0x1_0000));
  }

  private int fromRegister(int register) {
    if (!bcd) {
      return register == 0 ? 0x1_0000 : register;
    }
    int value = 0;
    for (int shift = 12; shift >= 0; shift -= 4) {
      value = value * 10 + ((register >> shift) & 0xF);
    }
    return value == 0 ? 10_000 : value;
  }

  private int toRegister(int value) {
    if (!bcd) {
      return value;
    }
    int register = 0;
    for (int shift = 0, rest = value; shift < 16; shift += 4, rest /= 10) {
      register |= (rest % 10) << shift;
    }
    return register;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(mode).add(access).add(bcd).add(gate).add(count).add(loadTick).add(running);
    hash.add(elapsedAtStop).add(idleOutput).add(firstHalf).add(nextCount).add(switchTick);
    hash.add(nullCount).add(lowByte).add(writeHigh).add(readHigh);
    hash.add(latch).add(latchedBytes).add(statusLatch).add(statusLatched);
  }
}
