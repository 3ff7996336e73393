package emu.devices.firmware;

import emu.devices.storage.Disk;
import java.io.IOException;

/**
 * How INT 13h counts the sectors of a disk.
 *
 * @param cylinders 1 to 1,024
 * @param heads 1 to 255
 * @param sectors in a track, 1 to 63
 */
record Geometry(int cylinders, int heads, int sectors) {
  private static final int MOST_CYLINDERS = 1_024;
  private static final int MOST_SECTORS = 63;
  private static final int[] HEADS = {16, 32, 64, 128, 255};

  private static final int SECTOR = 512;
  private static final int PARTITIONS = 0x1BE;
  private static final int PARTITION = 16;
  private static final int SIGNATURE = 0x1FE;

  /**
   * That of a hard disk: what its partition table was made with, if it tells, or else the fewest
   * heads with which 1,024 cylinders hold it.
   */
  static Geometry ofHardDisk(Disk disk) {
    Geometry made = ofPartitions(disk);
    if (made != null) {
      return made;
    }
    int chosen = HEADS[HEADS.length - 1];
    for (int heads : HEADS) {
      if (disk.sectors() <= (long) heads * MOST_SECTORS * MOST_CYLINDERS) {
        chosen = heads;
        break;
      }
    }
    return of(disk.sectors(), chosen, MOST_SECTORS);
  }

  private static Geometry of(long total, int heads, int sectors) {
    long cylinders = total / ((long) heads * sectors);
    return new Geometry(Math.clamp(cylinders, 1, MOST_CYLINDERS), heads, sectors);
  }

  /** By the last head and sector of a partition that ends where a cylinder does; null if none. */
  private static Geometry ofPartitions(Disk disk) {
    byte[] table = new byte[SECTOR];
    try {
      disk.read(0, 1, table, 0);
    } catch (IOException e) {
      return null;
    }
    if (Bytes.word(table, SIGNATURE) != 0xAA55) {
      return null;
    }
    for (int at = PARTITIONS; at < SIGNATURE; at += PARTITION) {
      int heads = (table[at + 5] & 0xFF) + 1;
      int sectors = table[at + 6] & 0x3F;
      boolean used = Bytes.dword(table, at + 12) != 0;
      if (used && heads > 1 && heads < 256 && sectors != 0 && table[at + 4] != 0) {
        return of(disk.sectors(), heads, sectors);
      }
    }
    return null;
  }

  /** Sectors in all. */
  long total() {
    return (long) cylinders * heads * sectors;
  }

  /** Whether there is such a sector; {@code sector} counts from 1. */
  boolean contains(int cylinder, int head, int sector) {
    return cylinder < cylinders && head < heads && sector >= 1 && sector <= sectors;
  }

  /** Number of a sector that is there. */
  long number(int cylinder, int head, int sector) {
    return ((long) cylinder * heads + head) * sectors + sector - 1;
  }
}
