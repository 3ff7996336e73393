package emu.guests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An ISO 9660 image with one file in its root folder (ECMA-119). */
final class SmallIso {
  private static final int SECTOR = 2048;
  private static final int DESCRIPTOR = 16 * SECTOR;
  private static final int TERMINATOR = 17 * SECTOR;
  private static final int ROOT = 18;
  private static final int FILE = 19;

  private SmallIso() {}

  /** An image with {@code contents} in a file called {@code name}, in capital letters. */
  static byte[] of(String name, byte[] contents) {
    int sectors = FILE + Math.ceilDiv(contents.length, SECTOR);
    ByteBuffer image = ByteBuffer.allocate(sectors * SECTOR);
    text(image, DESCRIPTOR, "\1CD001\1");
    both32(image, DESCRIPTOR + 80, sectors);
    both16(image, DESCRIPTOR + 120, 1);
    both16(image, DESCRIPTOR + 124, 1);
    both16(image, DESCRIPTOR + 128, SECTOR);
    record(image, DESCRIPTOR + 156, "\0", ROOT, SECTOR, true);
    text(image, TERMINATOR, "\u00FFCD001\1");
    int at = ROOT * SECTOR;
    at += record(image, at, "\0", ROOT, SECTOR, true);
    at += record(image, at, "\1", ROOT, SECTOR, true);
    record(image, at, name + ";1", FILE, contents.length, false);
    image.put(FILE * SECTOR, contents);
    return image.array();
  }

  private static int record(
      ByteBuffer image, int at, String name, int sector, int length, boolean folder) {
    int size = 33 + name.length() + 1 & ~1;
    image.put(at, (byte) size);
    both32(image, at + 2, sector);
    both32(image, at + 10, length);
    image.put(at + 25, (byte) (folder ? 2 : 0));
    both16(image, at + 28, 1);
    image.put(at + 32, (byte) name.length());
    text(image, at + 33, name);
    return size;
  }

  private static void text(ByteBuffer image, int at, String text) {
    image.put(at, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void both32(ByteBuffer image, int at, int value) {
    image.order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    image.order(ByteOrder.BIG_ENDIAN).putInt(at + 4, value);
  }

  private static void both16(ByteBuffer image, int at, int value) {
    image.order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
    image.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) value);
  }
}
