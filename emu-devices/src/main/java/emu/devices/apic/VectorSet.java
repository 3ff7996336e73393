package emu.devices.apic;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One of the 256-bit registers IRR, ISR and TMR: a set of vectors (SDM 3A 11.8.4). */
final class VectorSet implements Hashed {
  private final long[] words = new long[4];

  boolean contains(int vector) {
    return (words[vector >> 6] >>> vector & 1) != 0;
  }

  void add(int vector) {
    words[vector >> 6] |= 1L << vector;
  }

  void remove(int vector) {
    words[vector >> 6] &= ~(1L << vector);
  }

  void set(int vector, boolean member) {
    if (member) {
      add(vector);
    } else {
      remove(vector);
    }
  }

  void clear() {
    java.util.Arrays.fill(words, 0);
  }

  /** The highest vector in the set, or -1. */
  int highest() {
    for (int i = words.length - 1; i >= 0; i--) {
      if (words[i] != 0) {
        return i * 64 + 63 - Long.numberOfLeadingZeros(words[i]);
      }
    }
    return -1;
  }

  /** Bits 32 i to 32 i + 31, as the register at index {@code i} (0 to 7) shows them. */
  int part(int i) {
    return (int) (words[i >> 1] >>> ((i & 1) * 32));
  }

  /** Its vectors in hexadecimal, in ascending order; "none" without one. */
  String describe() {
    String vectors =
        IntStream.range(0, 256)
            .filter(this::contains)
            .mapToObj("%02x"::formatted)
            .collect(Collectors.joining(" "));
    return vectors.isEmpty() ? "none" : vectors;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(words);
  }
}
