package emu.devices.iso;

import java.nio.charset.Charset;
import java.util.Arrays;

/** A stretch of bytes with checked reads: what lies outside reads as 0. */
final class Field {
  private final byte[] data;
  private final int from;
  private final int length;

  Field(byte[] data, int from, int length) {
    this.data = data;
    this.from = from;
    this.length = length;
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return from == 0 && length == data.length
        ? data
        : Arrays.copyOfRange(data, from, from + length);
  }

  int u8(int offset) {
    return offset < 0 || offset >= length ? 0 : data[from + offset] & 0xFF;
  }

  int u16(int offset) {
    return u8(offset) | u8(offset + 1) << 8;
  }

  long u32(int offset) {
    return u16(offset) | (long) u16(offset + 2) << 16;
  }

  private long bigEndian32(int offset) {
    return (long) u8(offset) << 24 | u8(offset + 1) << 16 | u8(offset + 2) << 8 | u8(offset + 3);
  }

  /**
   * A number written in both byte orders, ECMA-119 7.3.3; -1 if the two differ. Writers exist that
   * leave the second out.
   */
  long both32(int offset) {
    long little = u32(offset);
    long big = bigEndian32(offset + 4);
    return big == little || big == 0 ? little : -1;
  }

  /** The same for 16 bits, ECMA-119 7.2.3. */
  int both16(int offset) {
    int little = u16(offset);
    int big = u8(offset + 2) << 8 | u8(offset + 3);
    return big == little || big == 0 ? little : -1;
  }

  /** The part from {@code offset} on, of {@code size} bytes or as many as there are. */
  Field part(int offset, int size) {
    int start = Math.clamp(offset, 0, length);
    return new Field(data, from + start, Math.clamp(size, 0, length - start));
  }

  boolean startsWith(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (u8(i) != ascii.charAt(i) || i >= length) {
        return false;
      }
    }
    return true;
  }

  /** Index of {@code ascii} at or after {@code start}, or -1. */
  int indexOf(String ascii, int start) {
    for (int i = start; i <= length - ascii.length(); i++) {
      if (data[from + i] == ascii.charAt(0) && part(i, ascii.length()).startsWith(ascii)) {
        return i;
      }
    }
    return -1;
  }

  String text(Charset charset) {
    return new String(data, from, length, charset);
  }
}
