package emu.devices.firmware;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;

/** INT 08h, INT 1Ah and INT 70h: ticks, the calendar clock and its alarm. */
final class TimeService implements Service {
  /** Ticks in a day: 1,193,182 Hz / 65,536, times 86,400 s. */
  static final int TICKS_PER_DAY = 0x1800B0;

  private static final int PERIODIC = 0x40;
  private static final int ALARM = 0x20;
  private static final int SET = 0x80;
  private static final int DAYLIGHT_SAVING = 0x01;
  private static final int HOURS_24 = 0x02;

  /** Microseconds of a period at 1,024 Hz. */
  private static final int PERIOD = 976;

  private final BiosData data;
  private final Cmos cmos;
  private final PciBios pci;
  private final PortBus ports;

  TimeService(Cpu cpu, BiosData data) {
    this.data = data;
    this.ports = cpu.ports;
    this.cmos = new Cmos(cpu.ports);
    this.pci = new PciBios(cpu.ports);
  }

  /** INT 08h. */
  Answer tick(Caller caller) {
    int ticks = data.dwordAt(BiosData.TICKS) + 1;
    if (Integer.compareUnsigned(ticks, TICKS_PER_DAY) >= 0) {
      ticks = 0;
      data.setByte(BiosData.MIDNIGHT, data.byteAt(BiosData.MIDNIGHT) + 1);
    }
    data.setDword(BiosData.TICKS, ticks);
    return Answer.DONE;
  }

  /** INT 70h; MORE if INT 4Ah is to be called. */
  Answer alarm(Caller caller) {
    int enabled = cmos.read(Cmos.STATUS_B);
    int flags = cmos.read(Cmos.STATUS_C) & enabled;
    if ((flags & PERIODIC) != 0) {
      period(caller);
    }
    return (flags & ALARM) != 0 ? Answer.MORE : Answer.DONE;
  }

  /** A period of a wait has passed: INT 15h/83h and 86h. */
  private void period(Caller caller) {
    if ((data.byteAt(BiosData.WAIT_FLAG) & SystemWait.ACTIVE) == 0) {
      return;
    }
    int left = data.dwordAt(BiosData.WAIT_COUNT);
    if (Integer.compareUnsigned(left, PERIOD) > 0) {
      data.setDword(BiosData.WAIT_COUNT, left - PERIOD);
      return;
    }
    int pointer = data.dwordAt(BiosData.WAIT_POINTER);
    long flag = ((long) (pointer >>> 16) << 4) + (pointer & 0xFFFF);
    SystemWait.stop(data, cmos);
    caller.memory.write8(flag, caller.memory.read8(flag) | SystemWait.ELAPSED);
  }

  /** INT 1Ah. */
  @Override
  public Answer call(Caller caller) {
    return switch (caller.ah()) {
      case 0x00 -> {
        int ticks = data.dwordAt(BiosData.TICKS);
        caller.setCx(ticks >>> 16);
        caller.setDx(ticks);
        caller.setAl(data.byteAt(BiosData.MIDNIGHT));
        data.setByte(BiosData.MIDNIGHT, 0);
        yield caller.succeed();
      }
      case 0x01 -> {
        data.setDword(BiosData.TICKS, caller.cx() << 16 | caller.dx());
        data.setByte(BiosData.MIDNIGHT, 0);
        yield caller.succeed();
      }
      case 0x02, 0x04 -> calendar(caller);
      case 0x03 -> setTime(caller);
      case 0x05 -> setDate(caller);
      case 0x06 -> setAlarm(caller);
      case 0x07 -> {
        cmos.write(Cmos.STATUS_B, cmos.read(Cmos.STATUS_B) & ~ALARM);
        caller.setCarry(false);
        yield Answer.DONE;
      }
      case 0xB1 -> pci.call(caller);
      default -> {
        caller.setCarry(true);
        yield Answer.DONE;
      }
    };
  }

  /** Time and date are asked again while the clock is at its update. */
  private Answer calendar(Caller caller) {
    if (cmos.isUpdating()) {
      return Answer.AGAIN;
    }
    boolean time = caller.ah() == 0x02;
    caller.setCh(cmos.read(time ? Cmos.HOURS : Cmos.CENTURY));
    caller.setCl(cmos.read(time ? Cmos.MINUTES : Cmos.YEAR));
    caller.setDh(cmos.read(time ? Cmos.SECONDS : Cmos.MONTH));
    caller.setDl(time ? cmos.read(Cmos.STATUS_B) & DAYLIGHT_SAVING : cmos.read(Cmos.DAY_OF_MONTH));
    caller.setAh(0);
    caller.setAl(time ? caller.ch() : caller.al());
    caller.setCarry(false);
    return Answer.DONE;
  }

  private Answer setTime(Caller caller) {
    cmos.write(Cmos.SECONDS, caller.dh());
    cmos.write(Cmos.MINUTES, caller.cl());
    cmos.write(Cmos.HOURS, caller.ch());
    int status = cmos.read(Cmos.STATUS_B) & ~(SET | DAYLIGHT_SAVING);
    cmos.write(Cmos.STATUS_B, status | HOURS_24 | caller.dl() & DAYLIGHT_SAVING);
    caller.setAl(cmos.read(Cmos.STATUS_B));
    return caller.succeed();
  }

  private Answer setDate(Caller caller) {
    cmos.write(Cmos.YEAR, caller.cl());
    cmos.write(Cmos.MONTH, caller.dh());
    cmos.write(Cmos.DAY_OF_MONTH, caller.dl());
    cmos.write(Cmos.CENTURY, caller.ch());
    cmos.write(Cmos.STATUS_B, cmos.read(Cmos.STATUS_B) & ~SET);
    caller.setAl(cmos.read(Cmos.STATUS_B));
    return caller.succeed();
  }

  private Answer setAlarm(Caller caller) {
    int status = cmos.read(Cmos.STATUS_B);
    if ((status & ALARM) != 0) {
      caller.setAx(0);
      caller.setCarry(true);
      return Answer.DONE;
    }
    cmos.write(Cmos.SECONDS_ALARM, caller.dh());
    cmos.write(Cmos.MINUTES_ALARM, caller.cl());
    cmos.write(Cmos.HOURS_ALARM, caller.ch());
    cmos.write(Cmos.STATUS_B, status & ~SET | ALARM);
    Interrupts8259.enable(ports, Interrupts8259.CLOCK);
    return caller.succeed();
  }
}
