package emu.devices.boot;

import java.nio.ByteBuffer;

/** A stretch of a file read from the host, with checked little-endian reads. */
public final class ByteView {
  private final ByteBuffer data;
  private final int from;
  private final int length;
  private final String what;

  private ByteView(ByteBuffer data, int from, int length, String what) {
    this.data = data;
    this.from = from;
    this.length = length;
    this.what = what;
  }

  /** All of {@code data}; {@code what} is what it is, for messages ("the kernel /boot/vmlinuz"). */
  public static ByteView of(byte[] data, String what) {
    return of(ByteBuffer.wrap(data), what);
  }

  /** All of {@code data}, which may be a file that is mapped. */
  public static ByteView of(ByteBuffer data, String what) {
    return new ByteView(data, 0, data.capacity(), what);
  }

  /** The array it lies in; there is none if it is a file that is mapped. */
  @SuppressWarnings("ByteBufferBackingArray") // It was made by wrap, from the array's start.
  public byte[] data() {
    return data.array();
  }

  /** Its bytes, not to be written. */
  public ByteBuffer buffer() {
    return data.slice(from, length).asReadOnlyBuffer();
  }

  /** Copies {@code count} bytes from {@code offset} on, which are there. */
  public void copy(int offset, byte[] target, int count) {
    data.get(from + offset, target, 0, count);
  }

  /** Index of its first byte. */
  public int from() {
    return from;
  }

  public int length() {
    return length;
  }

  public String what() {
    return what;
  }

  public int u8(long offset) throws BootException {
    return data.get(check(offset, 1)) & 0xFF;
  }

  public int u16(long offset) throws BootException {
    return (int) little(offset, 2);
  }

  public long u32(long offset) throws BootException {
    return little(offset, 4);
  }

  /** Eight bytes; those above 2^63 come out negative. */
  public long u64(long offset) throws BootException {
    return little(offset, 8);
  }

  public ByteView slice(long offset, long size) throws BootException {
    return new ByteView(data, check(offset, size), (int) size, what);
  }

  /** Offset of the first byte from {@code offset} on that is not 0; the length if there is none. */
  public int skipZeros(int offset) {
    int at = offset;
    while (at < length && data.get(from + at) == 0) {
      at++;
    }
    return at;
  }

  public boolean startsWith(String ascii) {
    return hasAt(0, ascii);
  }

  public boolean hasAt(int offset, String ascii) {
    if (offset > length - ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if ((data.get(from + offset + i) & 0xFF) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code ascii} is somewhere in it. */
  public boolean contains(String ascii) {
    char first = ascii.charAt(0);
    for (int i = 0; i <= length - ascii.length(); i++) {
      if (data.get(from + i) == first && hasAt(i, ascii)) {
        return true;
      }
    }
    return false;
  }

  private long little(long offset, int size) throws BootException {
    int at = check(offset, size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | data.get(at + i) & 0xFF;
    }
    return value;
  }

  private int check(long offset, long size) throws BootException {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw new BootException(
          what
              + " is cut short or damaged: its header points past its end of "
              + length
              + " bytes; get the file again");
    }
    return from + (int) offset;
  }
}
