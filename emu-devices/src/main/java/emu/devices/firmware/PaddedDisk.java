package emu.devices.firmware;

import emu.devices.storage.Disk;
import java.io.IOException;
import java.util.Arrays;

/** An image that is shorter than the floppy disk it belongs on: the rest reads as zeros. */
record PaddedDisk(Disk image, long sectors) implements Disk {
  @Override
  public int sectorSize() {
    return image.sectorSize();
  }

  @Override
  public boolean isReadOnly() {
    return image.isReadOnly();
  }

  @Override
  public void read(long sector, int count, byte[] target, int from) throws IOException {
    int there = there(sector, count);
    if (there > 0) {
      image.read(sector, there, target, from);
    }
    int size = image.sectorSize();
    Arrays.fill(target, from + there * size, from + count * size, (byte) 0);
  }

  @Override
  public void write(long sector, int count, byte[] source, int from) throws IOException {
    if (there(sector, count) < count) {
      throw new IOException("sector " + (sector + count - 1) + " is not in the image");
    }
    image.write(sector, count, source, from);
  }

  private int there(long sector, int count) {
    return (int) Math.clamp(image.sectors() - sector, 0L, count);
  }

  @Override
  public void flush() throws IOException {
    image.flush();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
