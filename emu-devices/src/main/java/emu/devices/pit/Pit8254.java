package emu.devices.pit;

import emu.core.bus.BusDevice;
import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;

/**
 * An 8254 as a PC wires it: counter 0 to IRQ 0, counter 1 to memory refresh, counter 2, gated by
 * port 61h, to the loudspeaker.
 *
 * <p>Four registers: three counters and the control word (ports 40h-43h); {@link #portB} is port
 * 61h. All counts follow from virtual time exactly, so a program that measures another clock
 * against a counter gets the ratio of the two.
 *
 * <p>Deviation: there is no sound.
 */
public final class Pit8254 implements ByteDevice, Hashed {
  private static final int CONTROL = 3;

  // Control word (8254 datasheet, figure 7) and read-back command (figure 9).
  private static final int READ_BACK = 3;
  private static final int READ_BACK_NO_COUNT = 0x20;
  private static final int READ_BACK_NO_STATUS = 0x10;
  private static final int RW_LATCH = 0;

  /**
   * Edges further in the past than this (a tenth of a second) are given up: the host's clock has
   * jumped.
   */
  private static final long LAG_LIMIT = PitTicks.FREQUENCY / 10;

  private final EventQueue events;
  private final InterruptLine output0;
  private final Timer timer;
  private final PitCounter[] counters = {
    new PitCounter(true), new PitCounter(true), new PitCounter(false)
  };
  private final PortB portB = new PortB();
  private long nextChange = PitCounter.NEVER;

  /** An 8254 that drives {@code output0} with the output of counter 0. */
  public Pit8254(EventQueue events, InterruptLine output0) {
    this.events = events;
    this.output0 = output0;
    timer = events.timer("8254 counter 0", this::tick);
    output0.set(counters[0].output(0));
  }

  /** Port 61h. */
  public BusDevice portB() {
    return portB;
  }

  @Override
  public int readByte(int offset) {
    return offset < CONTROL ? counters[offset].read(tick()) : 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    long tick = tick();
    if (offset < CONTROL) {
      counters[offset].write(value, tick);
    } else if (offset == CONTROL) {
      writeControl(value, tick);
    }
    if (offset == 0 || offset == CONTROL) {
      output0.set(counters[0].output(tick));
      schedule(counters[0].nextChange(tick));
    }
  }

  private void writeControl(int value, long tick) {
    int select = value >> 6;
    int access = (value >> 4) & 3;
    if (select == READ_BACK) {
      for (int i = 0; i < counters.length; i++) {
        if (((value >> i) & 2) != 0) {
          readBack(counters[i], value, tick);
        }
      }
    } else if (access == RW_LATCH) {
      counters[select].latchCount(tick);
    } else {
      counters[select].control(access, (value >> 1) & 7, (value & 1) != 0);
    }
  }

  private static void readBack(PitCounter counter, int command, long tick) {
    if ((command & READ_BACK_NO_COUNT) == 0) {
      counter.latchCount(tick);
    }
    if ((command & READ_BACK_NO_STATUS) == 0) {
      counter.latchStatus(tick);
    }
  }

  /**
   * Delivers the edges of counter 0 that are due, each at its own time, and returns the present
   * tick.
   */
  private long tick() {
    long now = PitTicks.at(events.clock().now());
    if (nextChange <= now) {
      long at = now - nextChange > LAG_LIMIT ? now : nextChange;
      while (at <= now) {
        output0.set(counters[0].output(at));
        at = counters[0].nextChange(at);
      }
      schedule(at);
    }
    return now;
  }

  private void schedule(long change) {
    if (change == nextChange && (timer.isScheduled() || change == PitCounter.NEVER)) {
      return;
    }
    nextChange = change;
    if (change == PitCounter.NEVER) {
      timer.cancel();
    } else {
      timer.scheduleAt(PitTicks.toNanoseconds(change));
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    for (PitCounter counter : counters) {
      counter.hashInto(hash);
    }
    hash.add(nextChange).add(portB.control);
  }

  /** Port 61h: the gates of the loudspeaker, and what there is to see of counters 1 and 2. */
  private final class PortB implements ByteDevice {
    private static final int GATE_2 = 0x01;
    private static final int WRITABLE = 0x0F;
    private static final int REFRESH = 0x10;
    private static final int OUTPUT_2 = 0x20;

    /**
     * Ticks of counter 1 between two refresh requests, as every PC's firmware programs it: 15
     * microseconds.
     */
    private static final int REFRESH_TICKS = 18;

    private int control;

    @Override
    public int readByte(int offset) {
      if (offset != 0) {
        return 0xFF;
      }
      long tick = tick();
      boolean refresh = ((tick / REFRESH_TICKS) & 1) != 0;
      boolean output2 = counters[2].output(tick);
      return control | (refresh ? REFRESH : 0) | (output2 ? OUTPUT_2 : 0);
    }

    @Override
    public void writeByte(int offset, int value) {
      if (offset == 0) {
        control = value & WRITABLE;
        counters[2].setGate((value & GATE_2) != 0, tick());
      }
    }
  }
}
