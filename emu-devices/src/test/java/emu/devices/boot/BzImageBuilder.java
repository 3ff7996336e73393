package emu.devices.boot;

import emu.devices.decompress.Compression;
import emu.devices.decompress.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Builds small bzImages: two sectors of setup, then a "kernel" of 1 KiB with the payload behind.
 */
final class BzImageBuilder {
  static final int SETUP = 3 * 512;
  static final int CODE = 1024;

  private final ByteBuffer image;

  /**
   * An image with {@code payload} as it is and its size behind it; everything in its header is
   * right.
   */
  BzImageBuilder(byte[] payload, int unpackedSize) {
    int length = payload.length + 4;
    image = ByteBuffer.allocate(SETUP + CODE + length + 15 & -16).order(ByteOrder.LITTLE_ENDIAN);
    image
        .put(0x1F1, (byte) 2)
        .putInt(0x1F4, image.capacity() - SETUP >> 4)
        .putShort(0x1FE, (short) 0xAA55);
    image.put(0x200, (byte) 0xEB).put(0x201, (byte) 0x6A).putInt(0x202, 0x5372_6448);
    image.putShort(0x206, (short) 0x020F).put(0x211, (byte) 1).putInt(0x22C, 0x7FFF_FFFF);
    image
        .putInt(0x230, 0x20_0000)
        .put(0x234, (byte) 1)
        .putShort(0x236, (short) 1)
        .putInt(0x238, 2047);
    image.putInt(0x248, CODE).putInt(0x24C, length);
    image.putLong(0x258, 0x10_0000).putInt(0x260, 0x20_0000);
    for (int i = 0; i < CODE; i++) {
      image.put(SETUP + i, (byte) i);
    }
    image.put(SETUP + CODE, payload).putInt(SETUP + CODE + payload.length, unpackedSize);
  }

  static BzImageBuilder of(Compression compression, byte[] elf) throws IOException {
    return new BzImageBuilder(Samples.compress(compression, elf), elf.length);
  }

  BzImageBuilder put8(int offset, int value) {
    image.put(offset, (byte) value);
    return this;
  }

  BzImageBuilder put16(int offset, int value) {
    image.putShort(offset, (short) value);
    return this;
  }

  BzImageBuilder put32(int offset, long value) {
    image.putInt(offset, (int) value);
    return this;
  }

  BzImageBuilder put64(int offset, long value) {
    image.putLong(offset, value);
    return this;
  }

  byte[] build() {
    return image.array();
  }
}
