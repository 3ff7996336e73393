package emu.devices.ide;

/**
 * How sectors are addressed by cylinder, head and sector.
 *
 * @param cylinders 1 to 16,383
 * @param heads 1 to 16
 * @param sectors in a track, 1 to 255
 */
record Geometry(int cylinders, int heads, int sectors) {
  private static final int MOST_CYLINDERS = 16_383;

  /** The usual geometry of a disk with {@code count} sectors. */
  static Geometry of(long count) {
    return new Geometry(1, 16, 63).forSectors(count);
  }

  /** The same heads and sectors for a disk with {@code count} sectors. */
  Geometry forSectors(long count) {
    return new Geometry(
        Math.clamp(count / ((long) heads * sectors), 1, MOST_CYLINDERS), heads, sectors);
  }

  /** Sectors that can be addressed so. */
  long capacity() {
    return (long) cylinders * heads * sectors;
  }

  /** The number of a sector, or -1 if there is none with that address. */
  long lba(int cylinder, int head, int sector) {
    boolean valid = head < heads && sector >= 1 && sector <= sectors;
    return valid ? ((long) cylinder * heads + head) * sectors + sector - 1 : -1;
  }
}
