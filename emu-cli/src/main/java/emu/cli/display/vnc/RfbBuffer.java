package emu.cli.display.vnc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way to a viewer, in the protocol's big-endian order. */
final class RfbBuffer {
  private byte[] bytes = new byte[1 << 12];
  private int size;

  /** Makes room for {@code count} more bytes. */
  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
  }

  RfbBuffer u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  RfbBuffer u16(int value) {
    return u8(value >> 8).u8(value);
  }

  RfbBuffer u32(int value) {
    return u16(value >> 16).u16(value);
  }

  /** The low {@code count} bytes of {@code value}, the lowest first. */
  RfbBuffer littleEndian(int value, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (value >> (8 * i));
    }
    return this;
  }

  RfbBuffer bytes(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, size, count);
    size += count;
    return this;
  }

  /** A length and a text in Latin-1. */
  RfbBuffer string(String text) {
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    return u32(latin.length).bytes(latin, 0, latin.length);
  }

  RfbBuffer area(Area area) {
    return u16(area.x()).u16(area.y()).u16(area.width()).u16(area.height());
  }

  /** Everything in it, in an array that may be longer than {@link #size}. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Writes what is in it to {@code out}, and is empty then. */
  void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
