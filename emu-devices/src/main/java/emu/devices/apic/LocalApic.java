package emu.devices.apic;

import emu.core.bus.BusDevice;
import emu.core.bus.InterruptLine;
import emu.core.cpu.InterruptController;
import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * The local APIC of the only processor (SDM 3A, chapter 11), with the 8259 pair behind its LINT0
 * pin.
 *
 * <p>INTR is high exactly while {@link #acknowledge} has a vector to give: a request above the
 * processor priority, or an ExtINT from the 8259 pair.
 *
 * <p>Deviation: SMI, INIT and start-up messages are ignored: there is no system-management mode and
 * no second processor.
 */
public final class LocalApic implements BusDevice, InterruptController, Hashed, Described {
  /** Physical address of the register page after reset. */
  public static final long DEFAULT_BASE = 0xFEE0_0000L;

  /** Bytes in the register page. */
  public static final int SIZE = 0x1000;

  /** Version 14h (an integrated APIC), highest LVT entry 5 (SDM 3A 11.4.8). */
  private static final int VERSION = (LocalVectorTable.ENTRIES - 1) << 16 | 0x14;

  private static final long BASE_BSP = 1 << 8;
  private static final long BASE_ENABLE = 1 << 11;
  private static final long BASE_ADDRESS = -SIZE;

  private static final int SVR_ENABLE = 1 << 8;
  private static final int SVR_WRITABLE = 0x3FF;

  private static final int ESR_SEND_ILLEGAL_VECTOR = 1 << 5;
  private static final int ESR_RECEIVED_ILLEGAL_VECTOR = 1 << 6;
  private static final int ESR_ILLEGAL_REGISTER = 1 << 7;
  private static final int FIRST_LEGAL_VECTOR = 16;

  private static final int ICR_LOGICAL = 1 << 11;
  private static final int ICR_WRITABLE = 0x000C_CFFF;

  private final InterruptLine intr;
  private final InterruptLine nmi;
  private final IntSupplier pic;
  private final IntConsumer endOfInterrupt;
  private final ApicTimer timer;

  private final VectorSet requested = new VectorSet();
  private final VectorSet inService = new VectorSet();
  private final VectorSet levelTriggered = new VectorSet();
  private final LocalVectorTable lvt = new LocalVectorTable();
  private final boolean[] pins = new boolean[2];

  private LongConsumer moved = address -> {};
  private long base;
  private int id;
  private int taskPriority;
  private int logicalDestination;
  private int destinationFormat;
  private int spurious;
  private int errors;
  private int errorStatus;
  private int icrLow;
  private int icrHigh;
  private boolean extIntMessage;

  /**
   * Makes an APIC in its power-up state.
   *
   * @param queue where its timer queues events
   * @param intr the processor's INTR
   * @param nmi the processor's NMI, which latches the rising edge
   * @param pic acknowledge cycle of the 8259 pair: gives the vector
   * @param endOfInterrupt told the vector of each level-triggered interrupt that ends
   */
  public LocalApic(
      EventQueue queue,
      InterruptLine intr,
      InterruptLine nmi,
      IntSupplier pic,
      IntConsumer endOfInterrupt) {
    this.intr = intr;
    this.nmi = nmi;
    this.pic = pic;
    this.endOfInterrupt = endOfInterrupt;
    this.timer = new ApicTimer(queue, () -> localInterrupt(LocalVectorTable.TIMER));
    reset();
  }

  /** Power-up state (SDM 3A 11.4.7.1); what the pins carry stays. */
  public void reset() {
    base = DEFAULT_BASE | BASE_BSP | BASE_ENABLE;
    id = 0;
    resetRegisters();
    update();
  }

  private void resetRegisters() {
    requested.clear();
    inService.clear();
    levelTriggered.clear();
    lvt.reset();
    timer.reset();
    taskPriority = 0;
    logicalDestination = 0;
    destinationFormat = -1;
    spurious = 0xFF;
    errors = 0;
    errorStatus = 0;
    icrLow = 0;
    icrHigh = 0;
    extIntMessage = false;
  }

  /** Has {@code mover} put the register page wherever IA32_APIC_BASE moves it (SDM 3A 11.4.5). */
  public void onMoved(LongConsumer mover) {
    moved = mover;
  }

  /** The pin LINT0, where the 8259 pair's INT comes in. */
  public InterruptLine lint0() {
    return level -> setPin(0, level);
  }

  /** The pin LINT1, the board's NMI. */
  public InterruptLine lint1() {
    return level -> setPin(1, level);
  }

  @Override
  public long read(long offset, int size) {
    int register = (int) offset & 0xFF0;
    int shift = (int) offset & 0xF;
    if (!globallyEnabled()) {
      return -1L >>> (64 - size * 8);
    }
    long value = Integer.toUnsignedLong(readRegister(register));
    return shift >= 4 ? 0 : value >>> (shift * 8) & (-1L >>> (64 - size * 8));
  }

  @Override
  public void write(long offset, int size, long value) {
    // All registers are written as aligned 32-bit words; anything else is undefined (SDM 3A
    // 11.4.1).
    if (globallyEnabled() && (offset & 0xF) == 0 && size >= 4) {
      writeRegister((int) offset & 0xFF0, (int) value);
      update();
    }
  }

  private int readRegister(int register) {
    if (register >= ApicRegister.ISR && register < ApicRegister.ESR) {
      int part = register >> 4 & 7;
      return register < ApicRegister.TMR
          ? inService.part(part)
          : register < ApicRegister.IRR ? levelTriggered.part(part) : requested.part(part);
    }
    if (register >= ApicRegister.LVT && register <= ApicRegister.LVT_END) {
      return lvt.get((register - ApicRegister.LVT) >> 4);
    }
    return switch (register) {
      case ApicRegister.ID -> id << 24;
      case ApicRegister.VERSION -> VERSION;
      case ApicRegister.TPR -> taskPriority;
      case ApicRegister.PPR -> processorPriority();
      case ApicRegister.LDR -> logicalDestination;
      case ApicRegister.DFR -> destinationFormat;
      case ApicRegister.SVR -> spurious;
      case ApicRegister.ESR -> errorStatus;
      case ApicRegister.ICR_LOW -> icrLow;
      case ApicRegister.ICR_HIGH -> icrHigh;
      case ApicRegister.INITIAL_COUNT -> timer.initialCount();
      case ApicRegister.CURRENT_COUNT -> timer.currentCount();
      case ApicRegister.DIVIDE -> timer.divideConfiguration();
      case ApicRegister.APR, ApicRegister.RRD, ApicRegister.EOI -> 0;
      default -> {
        error(ESR_ILLEGAL_REGISTER);
        yield 0;
      }
    };
  }

  private void writeRegister(int register, int value) {
    if (register >= ApicRegister.LVT && register <= ApicRegister.LVT_END) {
      writeLvt((register - ApicRegister.LVT) >> 4, value);
      return;
    }
    switch (register) {
      case ApicRegister.ID -> id = value >>> 24;
      case ApicRegister.TPR -> taskPriority = value & 0xFF;
      case ApicRegister.EOI -> endOfInterrupt();
      case ApicRegister.LDR -> logicalDestination = value & 0xFF00_0000;
      case ApicRegister.DFR -> destinationFormat = value | 0x0FFF_FFFF;
      case ApicRegister.SVR -> writeSpurious(value);
      case ApicRegister.ESR -> {
        errorStatus = errors;
        errors = 0;
      }
      case ApicRegister.ICR_LOW -> {
        icrLow = value & ICR_WRITABLE;
        sendIpi();
      }
      case ApicRegister.ICR_HIGH -> icrHigh = value & 0xFF00_0000;
      case ApicRegister.INITIAL_COUNT -> timer.setInitialCount(value);
      case ApicRegister.DIVIDE -> timer.setDivideConfiguration(value);
      default -> {
        if (!isReadOnly(register)) {
          error(ESR_ILLEGAL_REGISTER);
        }
      }
    }
  }

  private static boolean isReadOnly(int register) {
    return (register >= ApicRegister.ISR && register < ApicRegister.ESR)
        || switch (register) {
          case ApicRegister.VERSION, ApicRegister.APR, ApicRegister.PPR, ApicRegister.RRD -> true;
          case ApicRegister.CURRENT_COUNT -> true;
          default -> false;
        };
  }

  private void writeLvt(int entry, int value) {
    lvt.write(entry, value, softwareEnabled());
    if (entry == LocalVectorTable.TIMER) {
      timer.setMode(lvt.timerMode());
    } else if (entry == LocalVectorTable.LINT0 || entry == LocalVectorTable.LINT1) {
      levelPin(entry);
    }
  }

  private void writeSpurious(int value) {
    spurious = value & SVR_WRITABLE;
    if (!softwareEnabled()) {
      lvt.maskAll();
    }
  }

  private void endOfInterrupt() {
    int vector = inService.highest();
    if (vector < 0) {
      return;
    }
    inService.remove(vector);
    if (levelTriggered.contains(vector)) {
      for (int entry = LocalVectorTable.LINT0; entry <= LocalVectorTable.LINT1; entry++) {
        if (lvt.vector(entry) == vector) {
          lvt.setRemoteIrr(entry, false);
          levelPin(entry);
        }
      }
      endOfInterrupt.accept(vector);
    }
  }

  /** SDM 3A 11.6.1. */
  private void sendIpi() {
    int mode = icrLow >> 8 & 7;
    int vector = icrLow & 0xFF;
    if (mode == DeliveryMode.FIXED && vector < FIRST_LEGAL_VECTOR) {
      error(ESR_SEND_ILLEGAL_VECTOR);
      return;
    }
    boolean here =
        switch (icrLow >> 18 & 3) {
          case 0 -> isAddressed(icrHigh >>> 24, (icrLow & ICR_LOGICAL) != 0);
          case 1, 2 -> true; // self; all including self
          default -> false; // all excluding self
        };
    if (here) {
      receive(mode, vector, false);
    }
  }

  /**
   * Takes an interrupt message, from the I/O APIC or a device, in the form of a message-signalled
   * interrupt (SDM 3A 11.11).
   *
   * @param address low 32 bits of the address written
   * @param data the value written
   */
  public void message(int address, int data) {
    if (globallyEnabled() && isAddressed(address >> 12 & 0xFF, (address & 4) != 0)) {
      receive(data >> 8 & 7, data & 0xFF, (data & 1 << 15) != 0);
      update();
    }
  }

  /** SDM 3A 11.6.2: physical, flat and cluster model. */
  private boolean isAddressed(int destination, boolean logical) {
    if (destination == 0xFF) {
      return true;
    }
    if (!logical) {
      return destination == id;
    }
    int mine = logicalDestination >>> 24;
    boolean flat = destinationFormat >>> 28 == 0xF;
    return flat
        ? (destination & mine) != 0
        : destination >> 4 == mine >> 4 && (destination & mine & 0xF) != 0;
  }

  private void receive(int mode, int vector, boolean level) {
    switch (mode) {
      case DeliveryMode.FIXED, DeliveryMode.LOWEST_PRIORITY -> accept(vector, level);
      case DeliveryMode.NMI -> pulseNmi();
      case DeliveryMode.EXT_INT -> extIntMessage = true;
      default -> {}
    }
  }

  private void accept(int vector, boolean level) {
    if (!softwareEnabled()) {
      return;
    }
    if (vector < FIRST_LEGAL_VECTOR) {
      error(ESR_RECEIVED_ILLEGAL_VECTOR);
      return;
    }
    requested.add(vector);
    levelTriggered.set(vector, level);
  }

  private void error(int bit) {
    boolean isNew = (errors & bit) == 0;
    errors |= bit;
    if (isNew) {
      localInterrupt(LocalVectorTable.ERROR);
    }
  }

  private void localInterrupt(int entry) {
    if (!lvt.isMasked(entry)) {
      receive(lvt.deliveryMode(entry), lvt.vector(entry), false);
      update();
    }
  }

  private void setPin(int pin, boolean level) {
    boolean rising = level && !pins[pin];
    pins[pin] = level;
    int entry = LocalVectorTable.LINT0 + pin;
    if (!globallyEnabled()) {
      if (pin == 1 && rising) {
        pulseNmi();
      }
    } else if (rising && !lvt.isMasked(entry)) {
      if (lvt.deliveryMode(entry) == DeliveryMode.NMI) {
        pulseNmi();
      } else if (lvt.deliveryMode(entry) == DeliveryMode.FIXED && !lvt.isLevelTriggered(entry)) {
        accept(lvt.vector(entry), false);
      }
    }
    levelPin(entry);
    update();
  }

  private void levelPin(int entry) {
    boolean ready =
        pins[entry - LocalVectorTable.LINT0] && !lvt.isMasked(entry) && !lvt.isRemoteIrr(entry);
    if (ready && lvt.isLevelTriggered(entry) && lvt.deliveryMode(entry) == DeliveryMode.FIXED) {
      lvt.setRemoteIrr(entry, true);
      accept(lvt.vector(entry), true);
    }
  }

  private void pulseNmi() {
    nmi.set(true);
    nmi.set(false);
  }

  private boolean globallyEnabled() {
    return (base & BASE_ENABLE) != 0;
  }

  private boolean softwareEnabled() {
    return (spurious & SVR_ENABLE) != 0;
  }

  /** SDM 3A 11.8.3.1. */
  private int processorPriority() {
    int serviced = Math.max(0, inService.highest()) & 0xF0;
    return (taskPriority & 0xF0) >= serviced ? taskPriority : serviced;
  }

  /** The vector that {@link #acknowledge} would take from the IRR, or -1. */
  private int deliverable() {
    if (!globallyEnabled() || !softwareEnabled()) {
      return -1;
    }
    int vector = requested.highest();
    return vector >> 4 > processorPriority() >> 4 ? vector : -1;
  }

  private boolean extIntPending() {
    if (!globallyEnabled()) {
      return pins[0];
    }
    boolean pin = pins[0] && !lvt.isMasked(LocalVectorTable.LINT0);
    return extIntMessage
        || (pin && lvt.deliveryMode(LocalVectorTable.LINT0) == DeliveryMode.EXT_INT);
  }

  private void update() {
    intr.set(deliverable() >= 0 || extIntPending());
  }

  @Override
  public int acknowledge() {
    int vector = deliverable();
    if (vector >= 0) {
      requested.remove(vector);
      inService.add(vector);
    } else if (extIntPending()) {
      extIntMessage = false;
      vector = pic.getAsInt() & 0xFF;
    } else {
      vector = spurious & 0xFF; // SDM 3A 11.9
    }
    update();
    return vector;
  }

  @Override
  public long apicBase() {
    return base;
  }

  @Override
  public void setApicBase(long value) {
    boolean disabling = globallyEnabled() && (value & BASE_ENABLE) == 0;
    boolean moving = ((base ^ value) & BASE_ADDRESS) != 0;
    base = value | BASE_BSP;
    if (moving) {
      moved.accept(base & BASE_ADDRESS);
    }
    if (disabling) {
      resetRegisters(); // SDM 3A 11.4.3: enabling it again finds the power-up state
    }
    update();
  }

  @Override
  public int taskPriority() {
    return taskPriority >> 4;
  }

  @Override
  public void setTaskPriority(int priority) {
    taskPriority = (priority & 0xF) << 4;
    update();
  }

  @Override
  public long tscDeadline() {
    return timer.deadline();
  }

  @Override
  public void setTscDeadline(long value, long ticks) {
    timer.setDeadline(value, ticks);
  }

  @Override
  public String describe() {
    return "local APIC: spurious=%03x task priority=%02x%n  requested: %s%n  in service: %s%n%s"
        .formatted(
            spurious, taskPriority, requested.describe(), inService.describe(), lvt.describe());
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(base).add(id).add(taskPriority).add(logicalDestination).add(destinationFormat);
    hash.add(spurious).add(errors).add(errorStatus).add(icrLow).add(icrHigh).add(extIntMessage);
    hash.add(pins[0]).add(pins[1]);
    requested.hashInto(hash);
    inService.hashInto(hash);
    levelTriggered.hashInto(hash);
    lvt.hashInto(hash);
    timer.hashInto(hash);
  }
}
