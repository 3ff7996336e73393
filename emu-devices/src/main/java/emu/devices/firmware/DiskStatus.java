package emu.devices.firmware;

/** Statuses of INT 13h (IBM PS/2 and PC BIOS Interface Technical Reference; EDD 3.0, 8). */
final class DiskStatus {
  static final int OK = 0x00;
  static final int INVALID = 0x01;
  static final int WRITE_PROTECTED = 0x03;
  static final int SECTOR_NOT_FOUND = 0x04;
  static final int DISK_CHANGED = 0x06;
  static final int UNKNOWN_MEDIA = 0x0C;
  static final int READ_ERROR = 0x10;
  static final int NO_MEDIA = 0x31;
  static final int TIMEOUT = 0x80;
  static final int NOT_LOCKED = 0xB0;
  static final int LOCKED = 0xB1;
  static final int NOT_REMOVABLE = 0xB2;
  static final int TOO_MANY_LOCKS = 0xB4;
  static final int WRITE_ERROR = 0xCC;

  private DiskStatus() {}
}
