package emu.devices.firmware;

import emu.devices.storage.Disk;
import java.io.IOException;

/** The disk in a boot image on a CD-ROM: sectors of 512 bytes, read-only. */
final class EmulatedDisk implements Disk {
  private static final int SECTOR = 512;
  private static final int IN_ONE = ElTorito.SECTOR / SECTOR;

  private final Disk disc;
  private final long start;
  private final long sectors;
  private final byte[] buffer = new byte[ElTorito.SECTOR];

  /** {@code sectors} sectors, or as many as the disc has, from sector {@code start} of it. */
  EmulatedDisk(Disk disc, long start, long sectors) {
    this.disc = disc;
    this.start = start;
    this.sectors = Math.min(sectors, (disc.sectors() - start) * IN_ONE);
  }

  @Override
  public int sectorSize() {
    return SECTOR;
  }

  @Override
  public long sectors() {
    return sectors;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public void read(long sector, int count, byte[] target, int from) throws IOException {
    for (int done = 0; done < count; ) {
      long at = sector + done;
      int inside = (int) (at % IN_ONE);
      int part = Math.min(count - done, IN_ONE - inside);
      disc.read(start + at / IN_ONE, 1, buffer, 0);
      System.arraycopy(buffer, inside * SECTOR, target, from + done * SECTOR, part * SECTOR);
      done += part;
    }
  }

  @Override
  public void write(long sector, int count, byte[] source, int from) throws IOException {
    throw new IOException("a CD-ROM cannot be written");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
