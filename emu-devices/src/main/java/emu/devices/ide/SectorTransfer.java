package emu.devices.ide;

import emu.devices.storage.Disk;
import java.io.IOException;

/** Sectors on their way between a disk and the host. */
final class SectorTransfer extends Transfer {
  private final Disk disk;
  private long sector;
  private long left;

  /** {@code count} sectors from {@code sector}; all of them are on the disk. */
  SectorTransfer(Disk disk, boolean toHost, long sector, long count) {
    super(toHost);
    this.disk = disk;
    this.sector = sector;
    this.left = count;
  }

  @Override
  long remaining() {
    return left * disk.sectorSize();
  }

  /** The first sector that was not moved: the one at fault if the host failed. */
  long sector() {
    return sector;
  }

  @Override
  int begin(byte[] buffer) throws IOException {
    int count = (int) Math.min(left, buffer.length / disk.sectorSize());
    if (isToHost()) {
      count = read(count, buffer);
      sector += count;
    }
    left -= count;
    return count * disk.sectorSize();
  }

  /** Reads {@code count} sectors, or one if they cannot be read together: to find the bad one. */
  private int read(int count, byte[] buffer) throws IOException {
    try {
      disk.read(sector, count, buffer, 0);
      return count;
    } catch (IOException e) {
      if (count == 1) {
        throw e;
      }
    }
    disk.read(sector, 1, buffer, 0);
    return 1;
  }

  @Override
  void complete(byte[] buffer, int length) throws IOException {
    int count = length / disk.sectorSize();
    disk.write(sector, count, buffer, 0);
    sector += count;
  }
}
