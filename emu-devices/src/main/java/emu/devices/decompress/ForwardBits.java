package emu.devices.decompress;

import java.io.EOFException;

/** Reads bits from the lowest of each byte on. RFC 8878, 4.1.1. */
final class ForwardBits {
  private final LittleEndian input;
  private long buffer;
  private int available;

  ForwardBits(LittleEndian input) {
    this.input = input;
  }

  /** The next {@code count} (0 to 16) bits. */
  int read(int count) throws EOFException {
    fill(count);
    int value = (int) buffer & (1 << count) - 1;
    drop(count);
    return value;
  }

  /**
   * A value from 0 to {@code most}, where the lower values take a bit less than the higher ones.
   */
  int readUpTo(int most) throws EOFException {
    int count = 32 - Integer.numberOfLeadingZeros(most);
    int shorter = (1 << count) - 1 - most;
    int value = read(count - 1);
    if (value < shorter) {
      return value;
    }
    value |= read(1) << count - 1;
    return value >= 1 << count - 1 ? value - shorter : value;
  }

  /** Gives back the bytes of which no bit was read. */
  void finish() {
    input.seek(input.position() - available / 8);
    available = 0;
  }

  private void fill(int count) throws EOFException {
    while (available < count) {
      buffer |= (long) input.u8() << available;
      available += 8;
    }
  }

  private void drop(int count) {
    buffer >>>= count;
    available -= count;
  }
}
