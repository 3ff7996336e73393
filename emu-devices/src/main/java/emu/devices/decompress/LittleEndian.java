package emu.devices.decompress;

import java.io.EOFException;

/** Reads little-endian values one after the other. */
final class LittleEndian {
  private final byte[] data;
  private final int end;
  private int position;

  LittleEndian(byte[] data, int from, int to) {
    this.data = data;
    this.position = from;
    this.end = to;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  void seek(int index) {
    position = index;
  }

  /** Goes {@code count} bytes on and returns where it was. */
  int skip(long count) throws EOFException {
    if (count < 0 || count > end - position) {
      throw new EOFException("the data end early");
    }
    int at = position;
    position += (int) count;
    return at;
  }

  /** Copies {@code length} bytes to {@code target}. */
  void copy(byte[] target, int at, int length) throws EOFException {
    System.arraycopy(data, skip(length), target, at, length);
  }

  int u8() throws EOFException {
    return data[skip(1)] & 0xFF;
  }

  int u16() throws EOFException {
    return (int) unsigned(2);
  }

  int u24() throws EOFException {
    return (int) unsigned(3);
  }

  long u32() throws EOFException {
    return unsigned(4);
  }

  /** {@code bytes} (1 to 8) bytes. */
  long unsigned(int bytes) throws EOFException {
    int at = skip(bytes);
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | data[at + i] & 0xFF;
    }
    return value;
  }
}
