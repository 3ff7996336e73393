package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.insn.Semantics;
import emu.core.insn.SimdOperands;

/** MMX and SSE operations done on each 64-bit half, or on the low half alone. */
final class LaneOps {
  private LaneOps() {}

  /** Both forms as one. */
  @FunctionalInterface
  interface Lane {
    long apply(Cpu cpu, long a, long b);
  }

  static Op make(Insn insn, Semantics.Lanes f, int end) {
    return choose(insn, (cpu, a, b) -> f.apply(a, b), end);
  }

  static Op make(Insn insn, Semantics.FloatLanes f, int end) {
    return choose(insn, f::apply, end);
  }

  private static Op choose(Insn insn, Lane f, int end) {
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      return new ActionOp(insn, (cpu, i) -> mmx(cpu, i, f), end);
    }
    if (insn.operand(insn.operands().size() - 1).bits() <= 64) {
      return new ActionOp(insn, (cpu, i) -> low(cpu, i, f), end);
    }
    return new ActionOp(insn, (cpu, i) -> both(cpu, i, f), end);
  }

  private static void mmx(Cpu cpu, Insn insn, Lane f) {
    long b = SimdOperands.readLow(cpu, insn, 1);
    int number = insn.operand(0).number();
    SimdOperands.writeMmx(cpu, number, f.apply(cpu, cpu.fpu.mantissa[number], b));
  }

  private static void low(Cpu cpu, Insn insn, Lane f) {
    long b = SimdOperands.readLow(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    long result = f.apply(cpu, cpu.xmm[at], b);
    long kept = insn.operand(0).bits() == 32 ? 0xFFFF_FFFF_0000_0000L : 0;
    cpu.xmm[at] = cpu.xmm[at] & kept | result & ~kept;
  }

  private static void both(Cpu cpu, Insn insn, Lane f) {
    SimdOperands.load(cpu, insn, 1);
    long low = cpu.operandLow;
    long high = cpu.operandHigh;
    int at = 2 * insn.operand(0).number();
    long first = f.apply(cpu, cpu.xmm[at], low);
    // Both halves are computed before either is written: the second may still raise #XM.
    cpu.xmm[at + 1] = f.apply(cpu, cpu.xmm[at + 1], high);
    cpu.xmm[at] = first;
  }
}
