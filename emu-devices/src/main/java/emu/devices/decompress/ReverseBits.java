package emu.devices.decompress;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bit stream that is read from its end backwards; above its last bit stands a 1. Past its start
 * it reads as zeros and {@link #position} turns negative. RFC 8878, 4.1 and 4.2.2.
 */
final class ReverseBits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private final int from;
  private int position; // bits that are left

  ReverseBits(byte[] data, int from, int to) throws IOException {
    if (from >= to || data[to - 1] == 0) {
      throw new IOException("a bit stream has no end mark");
    }
    this.data = data;
    this.from = from;
    int top = 31 - Integer.numberOfLeadingZeros(data[to - 1] & 0xFF);
    this.position = (to - 1 - from) * 8 + top;
  }

  /** Bits that are left; negative if more were read than there are. */
  int position() {
    return position;
  }

  /** The next {@code count} (0 to 31) bits. */
  int read(int count) {
    int bits = peek(count);
    position -= count;
    return bits;
  }

  void skip(int count) {
    position -= count;
  }

  /** The next {@code count} (0 to 31) bits, which stay. */
  int peek(int count) {
    int low = position - count;
    int index = from + (low >> 3);
    long mask = (1L << count) - 1;
    if (low >= 0 && index <= data.length - 8) {
      return (int) ((long) LONG.get(data, index) >>> (low & 7) & mask);
    }
    long value = 0;
    for (int i = 4; i >= 0; i--) {
      int at = index + i;
      value = value << 8 | (at >= from && at < data.length ? data[at] & 0xFF : 0);
    }
    return (int) (value >>> (low & 7) & mask);
  }
}
