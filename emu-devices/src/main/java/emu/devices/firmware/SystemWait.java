package emu.devices.firmware;

import emu.core.bus.PortBus;

/** Waits by the periods of the calendar clock: INT 15h/83h and 86h. */
final class SystemWait {
  /** Bit of {@link BiosData#WAIT_FLAG}: a wait is under way. */
  static final int ACTIVE = 0x01;

  /** Bit of the caller's byte, or of {@link BiosData#WAIT_FLAG}: the wait is over. */
  static final int ELAPSED = 0x80;

  private static final int PERIODIC = 0x40;

  private SystemWait() {}

  /** Starts a wait of {@code microseconds} that sets bit 7 at far {@code pointer} at its end. */
  static void start(BiosData data, PortBus ports, int pointer, int microseconds) {
    data.setDword(BiosData.WAIT_POINTER, pointer);
    data.setDword(BiosData.WAIT_COUNT, microseconds);
    data.setByte(BiosData.WAIT_FLAG, ACTIVE);
    Cmos cmos = new Cmos(ports);
    cmos.write(Cmos.STATUS_B, cmos.read(Cmos.STATUS_B) | PERIODIC);
    cmos.read(Cmos.STATUS_C);
    Interrupts8259.enable(ports, Interrupts8259.CLOCK);
  }

  /** Ends the wait. */
  static void stop(BiosData data, Cmos cmos) {
    data.setByte(BiosData.WAIT_FLAG, 0);
    cmos.write(Cmos.STATUS_B, cmos.read(Cmos.STATUS_B) & ~PERIODIC);
  }
}
