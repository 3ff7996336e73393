package emu.devices.firmware;

import emu.core.bus.PortBus;

/** The calendar clock and its memory, through ports 70h and 71h (MC146818A datasheet). */
final class Cmos {
  static final int SECONDS = 0x00;
  static final int SECONDS_ALARM = 0x01;
  static final int MINUTES = 0x02;
  static final int MINUTES_ALARM = 0x03;
  static final int HOURS = 0x04;
  static final int HOURS_ALARM = 0x05;
  static final int DAY_OF_MONTH = 0x07;
  static final int MONTH = 0x08;
  static final int YEAR = 0x09;
  static final int STATUS_A = 0x0A;
  static final int STATUS_B = 0x0B;
  static final int STATUS_C = 0x0C;
  static final int CENTURY = 0x32;

  private static final int INDEX = 0x70;
  private static final int DATA = 0x71;
  private static final int UPDATE_IN_PROGRESS = 0x80;
  private static final int BINARY = 0x04;

  private final PortBus ports;

  Cmos(PortBus ports) {
    this.ports = ports;
  }

  int read(int register) {
    ports.write(INDEX, 1, register);
    return ports.read(DATA, 1) & 0xFF;
  }

  void write(int register, int value) {
    ports.write(INDEX, 1, register);
    ports.write(DATA, 1, value & 0xFF);
  }

  boolean isUpdating() {
    return (read(STATUS_A) & UPDATE_IN_PROGRESS) != 0;
  }

  /** A register of the calendar as a number, whatever its format. */
  int number(int register) {
    int value = read(register);
    return (read(STATUS_B) & BINARY) != 0 ? value : (value >> 4) * 10 + (value & 0xF);
  }
}
