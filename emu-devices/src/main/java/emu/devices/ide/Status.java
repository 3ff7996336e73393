package emu.devices.ide;

/** Bits of the status, error, interrupt reason and device control registers (ATA 7). */
final class Status {
  static final int BSY = 0x80;
  static final int DRDY = 0x40;
  static final int DSC = 0x10;
  static final int DRQ = 0x08;
  static final int ERR = 0x01;

  // The error register.
  static final int UNC = 0x40;
  static final int IDNF = 0x10;
  static final int ABRT = 0x04;

  /** In the error register after a reset or diagnosis: the device is well (ATA 9.2). */
  static final int DIAGNOSED_WELL = 0x01;

  // The interrupt reason, in the sector count register of an ATAPI device.
  static final int REASON_COMMAND = 0x01;
  static final int REASON_TO_HOST = 0x02;

  // The device control register.
  static final int NIEN = 0x02;
  static final int SRST = 0x04;
  static final int HOB = 0x80;

  // The device register.
  static final int DEV = 0x10;
  static final int LBA = 0x40;

  private Status() {}
}
