package emu.devices.keyboard;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/** A bounded queue of bytes inside a device. */
final class ByteQueue implements Hashed {
  private final byte[] bytes;
  private int first;
  private int size;

  ByteQueue(int capacity) {
    bytes = new byte[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The number of bytes that can be added. */
  int room() {
    return bytes.length - size;
  }

  void clear() {
    size = 0;
  }

  /** Appends the low 8 bits of {@code value}; without room it is lost. */
  void add(int value) {
    if (size < bytes.length) {
      bytes[(first + size) % bytes.length] = (byte) value;
      size++;
    }
  }

  /** Takes the oldest byte (0 to 255); there must be one. */
  int remove() {
    int value = bytes[first] & 0xFF;
    first = (first + 1) % bytes.length;
    size--;
    return value;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(size);
    for (int i = 0; i < size; i++) {
      hash.add(bytes[(first + i) % bytes.length]);
    }
  }
}
