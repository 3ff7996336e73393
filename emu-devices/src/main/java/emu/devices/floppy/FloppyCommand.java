package emu.devices.floppy;

/** Codes of the commands (82077AA datasheet, Command Set), and how many bytes they have. */
final class FloppyCommand {
  static final int READ_TRACK = 0x02;
  static final int SPECIFY = 0x03;
  static final int SENSE_DRIVE_STATUS = 0x04;
  static final int WRITE_DATA = 0x05;
  static final int READ_DATA = 0x06;
  static final int RECALIBRATE = 0x07;
  static final int SENSE_INTERRUPT_STATUS = 0x08;
  static final int WRITE_DELETED_DATA = 0x09;
  static final int READ_ID = 0x0A;
  static final int READ_DELETED_DATA = 0x0C;
  static final int FORMAT_TRACK = 0x0D;
  static final int DUMPREG = 0x0E;
  static final int SEEK = 0x0F;
  static final int VERSION = 0x10;
  static final int PERPENDICULAR_MODE = 0x12;
  static final int CONFIGURE = 0x13;
  static final int LOCK = 0x14;
  static final int VERIFY = 0x16;

  static final int MULTI_TRACK = 0x80;
  static final int RELATIVE = 0x80;
  static final int INWARDS = 0x40;
  static final int LOCK_BIT = 0x80;

  private FloppyCommand() {}

  /** Which command the first byte {@code first} begins. */
  static int of(int first) {
    return first & 0x1F;
  }

  /** Bytes of the command that begins with {@code first}, itself included; 1 if there is none. */
  static int length(int first) {
    return switch (of(first)) {
      case READ_DATA, READ_DELETED_DATA, WRITE_DATA, WRITE_DELETED_DATA, READ_TRACK, VERIFY -> 9;
      case FORMAT_TRACK -> 6;
      case CONFIGURE -> 4;
      case SPECIFY, SEEK -> 3;
      case RECALIBRATE, SENSE_DRIVE_STATUS, READ_ID, PERPENDICULAR_MODE -> 2;
      default -> 1;
    };
  }
}
