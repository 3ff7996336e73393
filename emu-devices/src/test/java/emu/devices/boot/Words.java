package emu.devices.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rows of 32-bit numbers, which headers are made of. */
final class Words {
  private Words() {}

  /** {@code words} in little-endian order. */
  static byte[] of(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : words) {
      bytes.putInt((int) word);
    }
    return bytes.array();
  }

  /** A multiboot 1 header with what follows its checksum. */
  static byte[] multiboot1(long flags, long... fields) {
    long[] words = new long[3 + fields.length];
    words[0] = 0x1BAD_B002L;
    words[1] = flags;
    words[2] = -(words[0] + flags);
    System.arraycopy(fields, 0, words, 3, fields.length);
    return of(words);
  }

  /** A multiboot 2 header with {@code tags} and the one that ends it. */
  static byte[] multiboot2(long... tags) {
    long[] words = new long[6 + tags.length];
    words[0] = 0xE852_50D6L;
    words[2] = words.length * 4L;
    words[3] = -(words[0] + words[2]);
    System.arraycopy(tags, 0, words, 4, tags.length);
    words[words.length - 1] = 8;
    return of(words);
  }

  /** First word of a tag of a multiboot 2 header. */
  static long tag(int type, boolean optional) {
    return type | (optional ? 1 << 16 : 0);
  }
}
