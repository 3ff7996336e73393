package emu.devices.floppy;

/** Bits of the result bytes ST0 to ST3 (82077AA datasheet, Status Register Encoding). */
final class FloppyStatus {
  static final int ST0_ABNORMAL = 0x40;
  static final int ST0_INVALID = 0x80;
  static final int ST0_READY_CHANGED = 0xC0;
  static final int ST0_SEEK_END = 0x20;
  static final int ST0_EQUIPMENT_CHECK = 0x10;

  static final int ST1_END_OF_CYLINDER = 0x80;
  static final int ST1_DATA_ERROR = 0x20;
  static final int ST1_OVERRUN = 0x10;
  static final int ST1_NO_DATA = 0x04;
  static final int ST1_NOT_WRITABLE = 0x02;
  static final int ST1_MISSING_ADDRESS_MARK = 0x01;

  static final int ST3_WRITE_PROTECTED = 0x40;
  static final int ST3_READY = 0x20;
  static final int ST3_TRACK_0 = 0x10;
  static final int ST3_TWO_SIDES = 0x08;

  private FloppyStatus() {}
}
