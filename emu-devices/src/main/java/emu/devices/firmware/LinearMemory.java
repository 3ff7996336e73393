package emu.devices.firmware;

import emu.core.cpu.Cpu;

/**
 * Memory as the calling program sees it: linear addresses, with address line 20 and, in
 * virtual-8086 mode, paging. What is not mapped reads as ones and ignores writes.
 */
final class LinearMemory {
  private static final int PAGE = 4096;

  private final Cpu cpu;

  LinearMemory(Cpu cpu) {
    this.cpu = cpu;
  }

  int read8(long linear) {
    long physical = cpu.mmu.lookUp(linear & 0xFFFF_FFFFL);
    return physical < 0 ? 0xFF : (int) cpu.memory.read(physical, 1);
  }

  int read16(long linear) {
    return read8(linear) | read8(linear + 1) << 8;
  }

  int read32(long linear) {
    return read16(linear) | read16(linear + 2) << 16;
  }

  long read64(long linear) {
    return Integer.toUnsignedLong(read32(linear)) | (long) read32(linear + 4) << 32;
  }

  void write8(long linear, int value) {
    long physical = cpu.mmu.lookUp(linear & 0xFFFF_FFFFL);
    if (physical >= 0) {
      cpu.memory.write(physical, 1, value & 0xFF);
    }
  }

  void write16(long linear, int value) {
    write8(linear, value);
    write8(linear + 1, value >> 8);
  }

  void write32(long linear, int value) {
    write16(linear, value);
    write16(linear + 2, value >> 16);
  }

  void write64(long linear, long value) {
    write32(linear, (int) value);
    write32(linear + 4, (int) (value >> 32));
  }

  /** Copies {@code length} bytes of {@code source} from index {@code from} to {@code linear}. */
  void copyIn(long linear, byte[] source, int from, int length) {
    for (int done = 0; done < length; ) {
      long at = linear + done & 0xFFFF_FFFFL;
      int part = part(at, length - done);
      long physical = cpu.mmu.lookUp(at);
      if (physical >= 0) {
        cpu.memory.copyIn(physical, source, from + done, part);
      }
      done += part;
    }
  }

  /** Copies {@code length} bytes at {@code linear} into {@code target}. */
  void copyOut(long linear, byte[] target, int from, int length) {
    for (int done = 0; done < length; ) {
      long at = linear + done & 0xFFFF_FFFFL;
      int part = part(at, length - done);
      long physical = cpu.mmu.lookUp(at);
      if (physical >= 0) {
        cpu.memory.copyOut(physical, target, from + done, part);
      } else {
        java.util.Arrays.fill(target, from + done, from + done + part, (byte) -1);
      }
      done += part;
    }
  }

  private static int part(long linear, int length) {
    return (int) Math.min(length, PAGE - (linear & PAGE - 1));
  }
}
