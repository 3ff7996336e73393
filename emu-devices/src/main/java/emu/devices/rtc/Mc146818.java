package emu.devices.rtc;

import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;
import java.time.Instant;

/**
 * An MC146818 (MC146818A datasheet, Motorola, 1988) with 128 bytes of memory, as a PC has it. Two
 * registers: index and data (ports 70h-71h).
 *
 * <p>Nothing ticks while no interrupt is enabled: each access first makes up for the updates and
 * periods that have passed.
 *
 * <p>Deviation: only the 32,768 Hz time base is there; the divider bits for other crystals count as
 * that one.
 */
public final class Mc146818 implements ByteDevice, Hashed {
  private static final int INDEX = 0;
  private static final int DATA = 1;
  private static final int INDEX_MASK = 0x7F;

  static final int REGISTER_A = 0x0A;
  static final int REGISTER_B = 0x0B;
  static final int REGISTER_C = 0x0C;
  static final int REGISTER_D = 0x0D;

  private static final int A_UIP = 0x80;
  private static final int A_DIVIDER_RESET = 0x60;
  private static final int A_32768_HZ = 0x20;
  private static final int A_RATE = 0x0F;
  private static final int A_RATE_1024_HZ = 0x06;

  private static final int B_SET = 0x80;
  private static final int B_24_HOURS = 0x02;

  /** PIE, AIE and UIE in register B; PF, AF and UF in register C. */
  private static final int PERIODIC = 0x40;

  private static final int ALARM = 0x20;
  private static final int UPDATE = 0x10;
  private static final int C_FLAGS = PERIODIC | ALARM | UPDATE;
  private static final int C_IRQF = 0x80;

  private static final int D_VALID_RAM_AND_TIME = 0x80;

  // Memory sizes where firmware reads them, in QEMU's layout.
  private static final int BASE_MEMORY_KIB = 0x15;
  private static final int EXTENDED_MEMORY_KIB = 0x17;
  private static final int EXTENDED_MEMORY_KIB_AT_POST = 0x30;
  private static final int MEMORY_ABOVE_16_MIB = 0x34;
  private static final int MEMORY_ABOVE_4_GIB = 0x5B;

  private static final long SECOND = 1_000_000_000;
  private static final long MIB = 1 << 20;

  /** UIP is set for the update cycle of 1,984 us and the 244 us before it. */
  private static final long UPDATE_IN_PROGRESS = 1_984_000 + 244_000;

  private final EventQueue events;
  private final InterruptLine interrupt;
  private final Timer timer;
  private final byte[] memory = new byte[128];
  private final Calendar calendar = new Calendar(memory);
  private int index;

  /**
   * When the divider chain was at zero, in virtual nanoseconds; updates end whole seconds after it.
   */
  private long origin;

  private long updates;
  private long periods;

  /**
   * A clock that shows {@code start} (UTC) at virtual time 0.
   *
   * @param interrupt the IRQ pin (IRQ 8 of a PC)
   */
  public Mc146818(EventQueue events, InterruptLine interrupt, Instant start) {
    this.events = events;
    this.interrupt = interrupt;
    timer = events.timer("MC146818", this::expire);
    memory[REGISTER_A] = A_32768_HZ | A_RATE_1024_HZ;
    memory[REGISTER_B] = B_24_HOURS;
    memory[REGISTER_D] = (byte) D_VALID_RAM_AND_TIME;
    calendar.set(start);
    origin = -Math.floorMod(start.toEpochMilli(), 1_000L) * 1_000_000L;
    catchUp();
  }

  /**
   * Sets byte {@code index} (0 to 127) of the memory as firmware or the factory left it; does not
   * touch the clock.
   */
  public void setMemory(int index, int value) {
    memory[index] = (byte) value;
  }

  /**
   * Records the size of RAM for firmware and boot loaders.
   *
   * @param below4GiB bytes of RAM from address 0 up
   * @param above4GiB bytes of RAM from 4 GiB up
   */
  public void setMemorySize(long below4GiB, long above4GiB) {
    long extended = Math.clamp((below4GiB - MIB) >> 10, 0, 0xFFFF);
    setLittleEndian(BASE_MEMORY_KIB, 2, 640);
    setLittleEndian(EXTENDED_MEMORY_KIB, 2, extended);
    setLittleEndian(EXTENDED_MEMORY_KIB_AT_POST, 2, extended);
    setLittleEndian(MEMORY_ABOVE_16_MIB, 2, Math.clamp((below4GiB - 16 * MIB) >> 16, 0, 0xFFFF));
    setLittleEndian(MEMORY_ABOVE_4_GIB, 3, Math.clamp(above4GiB >> 16, 0, 0xFF_FFFF));
  }

  private void setLittleEndian(int first, int count, long value) {
    for (int i = 0; i < count; i++) {
      memory[first + i] = (byte) (value >> (8 * i));
    }
  }

  @Override
  public int readByte(int offset) {
    return offset == DATA ? readData() : 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset == INDEX) {
      index = value & INDEX_MASK; // bit 7 masks NMI, of which this board has no source
    } else if (offset == DATA) {
      writeData(value);
    }
  }

  private int readData() {
    catchUp();
    return switch (index) {
      case REGISTER_A -> memory[REGISTER_A] | (updateInProgress() ? A_UIP : 0);
      case REGISTER_C -> {
        int flags = memory[REGISTER_C] | (asserted() ? C_IRQF : 0);
        memory[REGISTER_C] = 0;
        update();
        yield flags;
      }
      default -> memory[index] & 0xFF;
    };
  }

  private void writeData(int value) {
    catchUp();
    switch (index) {
      case REGISTER_A -> writeRegisterA(value & ~A_UIP);
      // Setting SET clears UIE (datasheet, "Register B").
      case REGISTER_B ->
          memory[REGISTER_B] = (byte) ((value & B_SET) != 0 ? value & ~UPDATE : value);
      case REGISTER_C, REGISTER_D -> {} // read-only
      default -> memory[index] = (byte) value;
    }
    update();
  }

  private void writeRegisterA(int value) {
    boolean wasReset = dividerReset();
    memory[REGISTER_A] = (byte) value;
    if (wasReset && !dividerReset()) {
      // The first update comes half a second after the divider starts.
      origin = events.clock().now() - SECOND / 2;
      updates = 0;
    }
    periods = periodsAt(events.clock().now());
  }

  private boolean dividerReset() {
    return (memory[REGISTER_A] & A_DIVIDER_RESET) == A_DIVIDER_RESET;
  }

  /** Whether the calendar advances once a second. */
  private boolean updating() {
    return !dividerReset() && (memory[REGISTER_B] & B_SET) == 0;
  }

  private boolean updateInProgress() {
    return updating() && (events.clock().now() - origin) % SECOND >= SECOND - UPDATE_IN_PROGRESS;
  }

  /** Frequency of the periodic interrupt in Hz, 0 for none (datasheet, table 5). */
  private int rate() {
    int select = memory[REGISTER_A] & A_RATE;
    return select == 0 ? 0 : 32_768 >> (select < 3 ? select + 6 : select - 1);
  }

  private long periodsAt(long now) {
    long time = now - origin;
    return time / SECOND * rate() + time % SECOND * rate() / SECOND;
  }

  /** Does what has happened since the last time: updates, alarm, periods. */
  private void catchUp() {
    if (dividerReset()) {
      return;
    }
    long now = events.clock().now();
    long passed = (now - origin) / SECOND - updates;
    updates += passed;
    if (passed > 0 && updating()) {
      int alarm = calendar.secondsToAlarm();
      raise(alarm <= passed ? UPDATE | ALARM : UPDATE);
      calendar.advance(passed);
    }
    long period = periodsAt(now);
    if (period != periods) {
      periods = period;
      raise(PERIODIC);
    }
  }

  private void raise(int flags) {
    memory[REGISTER_C] |= (byte) flags;
  }

  private void expire() {
    catchUp();
    update();
  }

  private boolean asserted() {
    return (memory[REGISTER_B] & memory[REGISTER_C] & C_FLAGS) != 0;
  }

  /** Drives the interrupt, and schedules the event that would raise it. */
  private void update() {
    interrupt.set(asserted());
    long next = asserted() ? EventQueue.NEVER : nextInterrupt();
    if (next != timer.time()) {
      timer.scheduleAt(next);
    }
  }

  private long nextInterrupt() {
    int enabled = memory[REGISTER_B];
    long next = EventQueue.NEVER;
    if (updating() && (enabled & UPDATE) != 0) {
      next = origin + (updates + 1) * SECOND;
    } else if (updating()
        && (enabled & ALARM) != 0
        && calendar.secondsToAlarm() != Calendar.NEVER) {
      next = origin + (updates + calendar.secondsToAlarm()) * SECOND;
    }
    if (!dividerReset() && (enabled & PERIODIC) != 0 && rate() != 0) {
      long period = periods + 1;
      long inSecond = (period % rate() * SECOND + rate() - 1) / rate();
      next = Math.min(next, origin + period / rate() * SECOND + inSecond);
    }
    return next;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(memory).add(index).add(origin).add(updates).add(periods);
  }
}
