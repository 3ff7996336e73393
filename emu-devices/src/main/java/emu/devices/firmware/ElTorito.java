package emu.devices.firmware;

import emu.devices.storage.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds what to boot on a CD-ROM ("El Torito" Bootable CD-ROM Format Specification 1.0). */
final class ElTorito {
  static final int SECTOR = 2_048;

  private static final int BOOT_RECORD = 17;
  private static final int BOOT_RECORD_INDICATOR = 0;
  private static final byte[] IDENTIFIER = "\0CD001".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SYSTEM =
      "EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII);
  private static final int SYSTEM_AT = 7;
  private static final int CATALOG_AT = 0x47;

  private static final int ENTRY = 32;
  private static final int VALIDATION_HEADER = 1;
  private static final int PLATFORM_X86 = 0;
  private static final int KEY = 0xAA55;
  private static final int BOOTABLE = 0x88;
  private static final int SECTION = 0x90;
  private static final int LAST_SECTION = 0x91;

  private ElTorito() {}

  /** Kinds of emulation; the ordinal is the media type. */
  enum Media {
    NONE,
    FLOPPY_1200,
    FLOPPY_1440,
    FLOPPY_2880,
    HARD_DISK
  }

  /**
   * An entry of the boot catalog.
   *
   * @param media what is emulated
   * @param segment where the image is loaded
   * @param sectors of 512 bytes that are loaded
   * @param start first sector of the image on the CD-ROM
   */
  record Entry(Media media, int segment, int sectors, long start) {}

  /**
   * The entry to be booted on {@code disk}.
   *
   * @throws BootFailure if there is none; it says why
   * @throws IOException if the host cannot read the image
   */
  static Entry find(Disk disk) throws BootFailure, IOException {
    if (disk.sectors() <= BOOT_RECORD) {
      throw new BootFailure("the disc ends before an El Torito boot record");
    }
    byte[] sector = new byte[SECTOR];
    disk.read(BOOT_RECORD, 1, sector, 0);
    if (sector[BOOT_RECORD_INDICATOR] != 0
        || !startsWith(sector, 0, IDENTIFIER)
        || !startsWith(sector, SYSTEM_AT, SYSTEM)) {
      throw new BootFailure("no El Torito boot record");
    }
    long catalog = Integer.toUnsignedLong(Bytes.dword(sector, CATALOG_AT));
    if (catalog >= disk.sectors()) {
      throw new BootFailure("its boot catalog is beyond the end of the disc");
    }
    disk.read(catalog, 1, sector, 0);
    int sum = 0;
    for (int at = 0; at < ENTRY; at += 2) {
      sum += Bytes.word(sector, at);
    }
    boolean valid = sector[0] == VALIDATION_HEADER && Bytes.word(sector, 0x1E) == KEY;
    if (!valid || (sum & 0xFFFF) != 0) {
      throw new BootFailure("its boot catalog is damaged");
    }
    int at = sector[1] == PLATFORM_X86 ? bootable(sector, ENTRY, 1) : -1;
    at = at < 0 ? inSections(sector) : at;
    if (at < 0) {
      throw new BootFailure("its boot catalog has no bootable entry for a BIOS");
    }
    return entry(sector, at, disk);
  }

  private static boolean startsWith(byte[] sector, int at, byte[] text) {
    return java.util.Arrays.equals(sector, at, at + text.length, text, 0, text.length);
  }

  /** Offset of the first bootable one of {@code count} entries from {@code first}, or -1. */
  private static int bootable(byte[] catalog, int first, int count) {
    for (int at = first; at < first + count * ENTRY && at + ENTRY <= SECTOR; at += ENTRY) {
      if ((catalog[at] & 0xFF) == BOOTABLE) {
        return at;
      }
    }
    return -1;
  }

  /** The same in the sections behind the initial entry. */
  private static int inSections(byte[] catalog) {
    int at = 2 * ENTRY;
    while (at + ENTRY <= SECTOR) {
      int header = catalog[at] & 0xFF;
      if (header != SECTION && header != LAST_SECTION) {
        return -1;
      }
      int count = Bytes.word(catalog, at + 2);
      int found = catalog[at + 1] == PLATFORM_X86 ? bootable(catalog, at + ENTRY, count) : -1;
      if (found >= 0 || header == LAST_SECTION) {
        return found;
      }
      at += (1 + count) * ENTRY;
    }
    return -1;
  }

  private static Entry entry(byte[] catalog, int at, Disk disk) throws BootFailure {
    int media = catalog[at + 1] & 0x0F;
    if (media >= Media.values().length) {
      throw new BootFailure("its boot image is of the unknown type " + media);
    }
    int segment = Bytes.word(catalog, at + 2);
    long start = Integer.toUnsignedLong(Bytes.dword(catalog, at + 8));
    if (start >= disk.sectors()) {
      throw new BootFailure("its boot image is beyond the end of the disc");
    }
    int sectors = Math.max(1, Bytes.word(catalog, at + 6));
    return new Entry(Media.values()[media], segment == 0 ? 0x7C0 : segment, sectors, start);
  }
}
