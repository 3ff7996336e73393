package emu.devices.firmware;

import emu.devices.storage.Disk;

/** A disk in memory. */
final class MemoryImage implements Disk {
  private final byte[] bytes;
  private final int sectorSize;

  /** A disk with {@code bytes} on it, a whole number of sectors. */
  MemoryImage(byte[] bytes, int sectorSize) {
    this.bytes = bytes;
    this.sectorSize = sectorSize;
  }

  @Override
  public int sectorSize() {
    return sectorSize;
  }

  @Override
  public long sectors() {
    return bytes.length / sectorSize;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void read(long sector, int count, byte[] target, int from) {
    System.arraycopy(bytes, (int) sector * sectorSize, target, from, count * sectorSize);
  }

  @Override
  public void write(long sector, int count, byte[] source, int from) {
    System.arraycopy(source, from, bytes, (int) sector * sectorSize, count * sectorSize);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
