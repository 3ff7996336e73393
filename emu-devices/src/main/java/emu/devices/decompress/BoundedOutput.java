package emu.devices.decompress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Collects bytes in an array that grows, up to a limit. */
public final class BoundedOutput extends OutputStream {
  private static final int SMALLEST = 1 << 16;
  private static final int LARGEST_HINT = 1 << 28;

  private final int limit;
  private byte[] bytes;
  private int size;

  /**
   * Makes an empty one.
   *
   * @param limit most bytes it takes
   * @param hint bytes it is likely to take; believed within bounds
   */
  public BoundedOutput(long limit, long hint) {
    this.limit = Math.clamp(limit, 0, Integer.MAX_VALUE - 8);
    this.bytes = new byte[Math.clamp(hint, 0, Math.min(this.limit, LARGEST_HINT))];
  }

  @Override
  public void write(int b) throws IOException {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, source.length);
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  private void reserve(int more) throws IOException {
    if (more > limit - size) {
      throw new TooLargeException(limit);
    }
    if (more > bytes.length - size) {
      long grown = Math.max(size + (long) more, bytes.length * 3L / 2);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(grown, SMALLEST)));
    }
  }

  /** All bytes written; no copy is made if the hint was right. */
  public byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
