package emu.devices.uart;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The 16-byte receive FIFO of a 16550A; with FIFOs off, only its first byte is used, as receiver
 * buffer register.
 */
final class ReceiveFifo implements Hashed {
  static final int CAPACITY = 16;

  private final byte[] bytes = new byte[CAPACITY];
  private int first;
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Appends the low 8 bits of {@code value}; there must be room. */
  void add(int value) {
    bytes[(first + size) % CAPACITY] = (byte) value;
    size++;
  }

  /** Takes the oldest byte (0 to 255); there must be one. */
  int remove() {
    int value = bytes[first] & 0xFF;
    first = (first + 1) % CAPACITY;
    size--;
    return value;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(size);
    for (int i = 0; i < size; i++) {
      hash.add(bytes[(first + i) % CAPACITY]);
    }
  }
}
