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
    cpu.mmu.probeWrite(linear, SIZE);
    return linear;
  }

  static void store(Cpu cpu, long linear, F80 a) {
    cpu.mmu.store64(linear, a.significand);
    cpu.mmu.store16(linear + 8, a.signExponent);
  }
}
