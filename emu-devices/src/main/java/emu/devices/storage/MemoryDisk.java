package emu.devices.storage;

import java.io.IOException;
import java.util.Arrays;

/** A disk whose sectors are an array: for images that never were a file. */
public final class MemoryDisk implements Disk {
  private final byte[] image;
  private final int sectorSize;
  private final boolean readOnly;
  private boolean written;

  private MemoryDisk(byte[] image, int sectorSize, boolean readOnly) {
    long sectors = Math.ceilDiv((long) image.length, sectorSize);
    this.image = Arrays.copyOf(image, Math.toIntExact(sectors * sectorSize));
    this.sectorSize = sectorSize;
    this.readOnly = readOnly;
  }

  /** A hard disk or floppy disk with a copy of {@code image}, which can be written. */
  public static MemoryDisk ofDisk(byte[] image) {
    return new MemoryDisk(image, 512, false);
  }

  /** A CD-ROM with a copy of {@code image}. */
  public static MemoryDisk ofCdRom(byte[] image) {
    return new MemoryDisk(image, 2048, true);
  }

  @Override
  public int sectorSize() {
    return sectorSize;
  }

  @Override
  public long sectors() {
    return image.length / sectorSize;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public void read(long sector, int count, byte[] target, int from) {
    System.arraycopy(image, offset(sector), target, from, count * sectorSize);
  }

  @Override
  public void write(long sector, int count, byte[] source, int from) throws IOException {
    if (readOnly) {
      throw new IOException("the disk is read-only");
    }
    written = true;
    System.arraycopy(source, from, image, offset(sector), count * sectorSize);
  }

  private int offset(long sector) {
    return Math.toIntExact(sector * sectorSize);
  }

  @Override
  public boolean canForgetWrites() {
    return !written;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
