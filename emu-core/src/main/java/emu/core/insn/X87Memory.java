package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;

/** Memory operands of 80 bits. */
final class X87Memory {
  private static final int SIZE = 10;

  private X87Memory() {}

  /** Reads 80 bits at the effective address. */
  static F80 load(Cpu cpu, Insn insn, F80 r) {
    long linear = Operands.linear(cpu, insn, SIZE, false);
    return load(cpu, linear, r);
  }

  static F80 load(Cpu cpu, long linear, F80 r) {
    long significand = cpu.mmu.load64(linear);
    return r.set((int) cpu.mmu.load16(linear + 8), significand);
  }

  /** The linear address of 80 writable bits at the effective address. */
  static long writable(Cpu cpu, Insn insn) {
    long linear = Operands.linear(cpu, insn, SIZE, true);
    cpu.mmu.checkAlignment(linear, 8);
    cpu.mmu.probeWrite(linear, SIZE);
    return linear;
  }

  static void store(Cpu cpu, long linear, F80 a) {
    cpu.mmu.store64(linear, a.significand);
    cpu.mmu.store16(linear + 8, a.signExponent);
  }

  /** Loads from a multiple of two bytes, with no regard to a stricter alignment. */
  static F80 loadFromImage(Cpu cpu, long linear, F80 r) {
    long significand = 0;
    for (int i = 6; i >= 0; i -= 2) {
      significand = significand << 16 | cpu.mmu.load16(linear + i);
    }
    return r.set((int) cpu.mmu.load16(linear + 8), significand);
  }

  /** Stores to a multiple of two bytes, with no regard to a stricter alignment. */
  static void storeToImage(Cpu cpu, long linear, F80 a) {
    for (int i = 0; i < 8; i += 2) {
      cpu.mmu.store16(linear + i, a.significand >>> 8 * i);
    }
    cpu.mmu.store16(linear + 8, a.signExponent);
  }
}
