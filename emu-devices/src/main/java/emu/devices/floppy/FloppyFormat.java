package emu.devices.floppy;

/** How the sectors of 512 bytes lie on a disk, and which drive takes it. */
public enum FloppyFormat {
  /** 360 KB, 5.25 inches. */
  KB_360(40, 2, 9, 2, 1),
  /** 720 KB, 3.5 inches. */
  KB_720(80, 2, 9, 2, 3),
  /** 1.2 MB, 5.25 inches. */
  MB_1_2(80, 2, 15, 0, 2),
  /** 1.44 MB, 3.5 inches. */
  MB_1_44(80, 2, 18, 0, 4),
  /** 2.88 MB, 3.5 inches. */
  MB_2_88(80, 2, 36, 3, 5);

  private final int cylinders;
  private final int heads;
  private final int sectors;
  private final int rate;
  private final int driveType;

  FloppyFormat(int cylinders, int heads, int sectors, int rate, int driveType) {
    this.cylinders = cylinders;
    this.heads = heads;
    this.sectors = sectors;
    this.rate = rate;
    this.driveType = driveType;
  }

  /** The smallest format that has room for {@code count} sectors; the largest if none has. */
  public static FloppyFormat of(long count) {
    for (FloppyFormat format : values()) {
      if (count <= format.capacity()) {
        return format;
      }
    }
    return MB_2_88;
  }

  private long capacity() {
    return (long) cylinders * heads * sectors;
  }

  /** Tracks on a side. */
  public int cylinders() {
    return cylinders;
  }

  /** Sides. */
  public int heads() {
    return heads;
  }

  /** Sectors in a track. */
  public int sectors() {
    return sectors;
  }

  /** The type of a drive for it, as register 10h of the calendar clock tells it: 1 to 5. */
  public int driveType() {
    return driveType;
  }

  /** The data rate to select (82077AA datasheet, CCR): 0, 500 kb/s; 2, 250 kb/s; 3, 1 Mb/s. */
  int rate() {
    return rate;
  }
}
