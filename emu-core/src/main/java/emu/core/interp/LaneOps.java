package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.insn.Semantics;
import emu.core.insn.SimdOperands;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/**
 * MMX and SSE operations done on each 64-bit half, or on the low half alone; templates for {@link
 * Specialiser}.
 */
final class LaneOps {
  private LaneOps() {}

  static Op make(Insn insn, Semantics.FloatLanes f, int end) {
    Constants constants = new Constants(f, insn.operand(0).bits(), 0, 0);
    return Specialiser.make(template(insn), constants, insn, end);
  }

  private static Class<? extends Op> template(Insn insn) {
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      return Mmx.class;
    }
    return insn.operand(insn.operands().size() - 1).bits() <= 64 ? Low.class : Both.class;
  }

  /** An operation that leaves RIP where plumbing of memory operands finds it. */
  abstract static class LaneOp extends Op {
    private final int end;

    LaneOp(Insn insn, int end) {
      super(insn);
      this.end = end;
    }

    final void setRip(Cpu cpu) {
      cpu.rip = cpu.r[Cpu.BLOCK_START] + end;
    }
  }

  /** MMX registers. */
  static final class Mmx extends LaneOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.FloatLanes F = (Semantics.FloatLanes) K.semantics();

    Mmx(Insn insn, int end) {
      super(insn, end);
    }

    @Override
    public void execute(Cpu cpu) {
      setRip(cpu);
      long b = SimdOperands.readLow(cpu, insn, 1);
      int number = insn.operand(0).number();
      SimdOperands.writeMmx(cpu, number, F.apply(cpu, cpu.fpu.mantissa[number], b));
    }
  }

  /** The low 32 or 64 bits of XMM registers. */
  static final class Low extends LaneOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.FloatLanes F = (Semantics.FloatLanes) K.semantics();
    private static final long KEPT = K.bits() == 32 ? 0xFFFF_FFFF_0000_0000L : 0;

    Low(Insn insn, int end) {
      super(insn, end);
    }

    @Override
    public void execute(Cpu cpu) {
      setRip(cpu);
      long b = SimdOperands.readLow(cpu, insn, 1);
      int at = 2 * insn.operand(0).number();
      cpu.xmm[at] = cpu.xmm[at] & KEPT | F.apply(cpu, cpu.xmm[at], b) & ~KEPT;
    }
  }

  /** Both halves of XMM registers. */
  static final class Both extends LaneOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.FloatLanes F = (Semantics.FloatLanes) K.semantics();

    Both(Insn insn, int end) {
      super(insn, end);
    }

    @Override
    public void execute(Cpu cpu) {
      setRip(cpu);
      SimdOperands.load(cpu, insn, 1);
      long high = cpu.operandHigh;
      int at = 2 * insn.operand(0).number();
      // Both halves are computed before either is written: the second may still raise #XM.
      long low = F.apply(cpu, cpu.xmm[at], cpu.operandLow);
      cpu.xmm[at + 1] = F.apply(cpu, cpu.xmm[at + 1], high);
      cpu.xmm[at] = low;
    }
  }
}
