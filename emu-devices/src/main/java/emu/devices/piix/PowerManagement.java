package emu.devices.piix;

import emu.core.bus.BusDevice;
import emu.core.bus.InterruptLine;
import emu.core.bus.PortBus;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.devices.pci.PciFunction;

/**
 * The power management function of the 82371AB (PIIX4, 8086:7113): the ACPI fixed registers behind
 * a movable base port.
 *
 * <p>Register layout: PIIX4 datasheet 7.2 and ACPI 6.5, 4.8.3. Soft-off (S5) is SLP_TYP 0.
 */
public final class PowerManagement extends PciFunction implements BusDevice {
  /** Ports from the base on. */
  public static final int PORTS = 64;

  /** Offset of the PM1a event block: status, then enable. */
  public static final int PM1_EVENT = 0x00;

  /** Offset of the PM1a control register. */
  public static final int PM1_CONTROL = 0x04;

  /** Offset of the power management timer. */
  public static final int PM_TIMER = 0x08;

  /** Offset of the general purpose event block: status, then enable, two bytes each. */
  public static final int GPE0 = 0x0C;

  /** SLP_TYP of the soft-off state. */
  public static final int SLEEP_TYPE_OFF = 0;

  private static final int PM1_ENABLE = PM1_EVENT + 2;
  private static final int GPE0_ENABLE = GPE0 + 2;

  private static final int PMBASE = 0x40;
  private static final int DEVACTB = 0x58;
  private static final int PMREGMISC = 0x80;
  private static final int PMIOSE = 1;

  /**
   * SMIs by the command port are enabled: to firmware it is set up already, and it does not try to.
   */
  private static final int APMC_ENABLE = 1 << 25;

  private static final int TIMER_EVENT = 1;
  private static final int GLOBAL_EVENT = 1 << 5;
  private static final int POWER_BUTTON_EVENT = 1 << 8;
  private static final int RTC_EVENT = 1 << 10;
  private static final int WAKE_STATUS = 1 << 15;
  private static final int STATUS_BITS =
      TIMER_EVENT | GLOBAL_EVENT | POWER_BUTTON_EVENT | RTC_EVENT | WAKE_STATUS;
  private static final int ENABLE_BITS =
      TIMER_EVENT | GLOBAL_EVENT | POWER_BUTTON_EVENT | RTC_EVENT;

  private static final int SCI_ENABLE = 1;
  private static final int SLEEP_ENABLE = 1 << 13;
  private static final int CONTROL_BITS = 0x1C03;

  private final PortBus ports;
  private final InterruptLine sci;
  private final Runnable powerOff;
  private final PmTimer timer;
  private int status;
  private int enable;
  private int control;
  private int gpeStatus;
  private int gpeEnable;
  private int mappedAt;

  /**
   * Makes the function in its power-up state, with its registers not yet mapped.
   *
   * @param ports where its registers appear once software gave them a base
   * @param sci the interrupt of all its events, level-triggered
   * @param powerOff called when software asks for soft-off
   */
  public PowerManagement(PortBus ports, EventQueue queue, InterruptLine sci, Runnable powerOff) {
    super(0x8086, 0x7113, 0x06_8000, 0x03);
    this.ports = ports;
    this.sci = sci;
    this.powerOff = powerOff;
    this.timer = new PmTimer(queue, () -> raise(TIMER_EVENT));
    define(COMMAND, 2, 0, COMMAND_IO);
    define(STATUS, 2, 0x0280, 0);
    define(INTERRUPT_LINE, 1, 9, 0xFF);
    defineInterruptPin(1);
    define(PMBASE, 4, 1, 0xFFC0);
    define(DEVACTB, 4, APMC_ENABLE, 0);
    define(PMREGMISC, 1, 0, PMIOSE);
  }

  @Override
  public void reset() {
    super.reset();
    status = 0;
    enable = 0;
    control = 0;
    gpeStatus = 0;
    gpeEnable = 0;
    timer.reset();
    remap();
    update();
  }

  /** What firmware does: puts the registers at port {@code base}, a multiple of 64. */
  public void enableAt(int base) {
    writeConfig(PMBASE, 4, base);
    writeConfig(PMREGMISC, 1, PMIOSE);
  }

  /** Hands the events to ACPI (SCI) or takes them back, as the SMI command port does. */
  public void setAcpiEnabled(boolean enabled) {
    control = enabled ? control | SCI_ENABLE : control & ~SCI_ENABLE;
    update();
  }

  /** The user pressed the power button. */
  public void pressPowerButton() {
    raise(POWER_BUTTON_EVENT);
  }

  private void raise(int event) {
    status |= event;
    update();
  }

  private void update() {
    timer.watch((enable & TIMER_EVENT) != 0);
    boolean pending = (status & enable) != 0 || (gpeStatus & gpeEnable) != 0;
    sci.set(pending && (control & SCI_ENABLE) != 0);
  }

  @Override
  protected void configWritten(int offset, int size) {
    remap();
  }

  private void remap() {
    boolean enabled = (readConfig(PMREGMISC, 1) & PMIOSE) != 0;
    int base = readConfig(PMBASE, 2) & 0xFFC0;
    int wanted = enabled && isFree(base) ? base : 0;
    if (wanted == mappedAt) {
      return;
    }
    if (mappedAt != 0) {
      ports.unmap(mappedAt, PORTS);
    }
    if (wanted != 0) {
      ports.map(wanted, PORTS, this);
    }
    mappedAt = wanted;
  }

  /**
   * The ports between the ISA devices and PCI's configuration ports: the guest cannot lay the
   * registers over others.
   */
  private static boolean isFree(int base) {
    return base >= 0x500 && base < 0xCC0;
  }

  @Override
  public long read(long offset, int size) {
    if (offset == PM_TIMER && size == 4) {
      return timer.value();
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) readByte((int) offset + i) << (i * 8);
    }
    return value;
  }

  private int readByte(int offset) {
    int word =
        switch (offset & ~1) {
          case PM1_EVENT -> status | (timer.hasOverflowed() ? TIMER_EVENT : 0);
          case PM1_ENABLE -> enable;
          case PM1_CONTROL -> control;
          case PM_TIMER -> timer.value() & 0xFFFF;
          case PM_TIMER + 2 -> timer.value() >>> 16;
          case GPE0 -> gpeStatus;
          case GPE0_ENABLE -> gpeEnable;
          default -> 0;
        };
    return word >> ((offset & 1) * 8) & 0xFF;
  }

  @Override
  public void write(long offset, int size, long value) {
    for (int i = 0; i < size; i += 2) {
      int at = (int) offset + i;
      int shift = (at & 1) * 8;
      int mask = (size - i == 1 ? 0xFF : 0xFFFF) << shift & 0xFFFF;
      writeWord(at & ~1, (int) (value >> (i * 8)) << shift & mask, mask);
    }
    update();
  }

  /** Writes the bits of {@code mask} of the 16-bit register at {@code offset}. */
  private void writeWord(int offset, int value, int mask) {
    switch (offset) {
      case PM1_EVENT -> {
        status &= ~(value & STATUS_BITS);
        if ((value & TIMER_EVENT) != 0) {
          timer.clearOverflow();
        }
      }
      case PM1_ENABLE -> enable = ((enable & ~mask) | value) & ENABLE_BITS;
      case PM1_CONTROL -> writeControl((control & ~mask) | value);
      case GPE0 -> gpeStatus &= ~value;
      case GPE0_ENABLE -> gpeEnable = (gpeEnable & ~mask) | value;
      default -> {}
    }
  }

  private void writeControl(int value) {
    control = value & CONTROL_BITS;
    if ((value & SLEEP_ENABLE) != 0 && (value >> 10 & 7) == SLEEP_TYPE_OFF) {
      powerOff.run();
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    hash.add(status).add(enable).add(control).add(gpeStatus).add(gpeEnable).add(mappedAt);
    timer.hashInto(hash);
  }
}
