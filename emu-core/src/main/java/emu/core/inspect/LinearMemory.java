package emu.core.inspect;

import emu.core.cpu.Cpu;
import java.util.OptionalLong;

/** Reads memory by linear address, whatever the rights, and changes nothing. */
public final class LinearMemory {
  private LinearMemory() {}

  /**
   * {@code size} (1 to 8) bytes at {@code linear}, zero-extended; empty if they are not all mapped.
   */
  public static OptionalLong read(Cpu cpu, long linear, int size) {
    byte[] bytes = new byte[size];
    long address = cpu.isLongMode() ? linear : linear & 0xFFFF_FFFFL;
    if (new CodeReader(cpu).read(address, bytes) < size) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return OptionalLong.of(value);
  }
}
