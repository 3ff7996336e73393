package emu.devices.firmware;

/** Where an operating system may be booted from. */
public enum BootDevice {
  /** The first CD-ROM drive, by El Torito. */
  CD_ROM("CD-ROM"),
  /** The first hard disk, by its master boot record. */
  HARD_DISK("hard disk"),
  /** The first floppy disk, by its boot sector. */
  FLOPPY("floppy disk");

  private final String name;

  BootDevice(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
