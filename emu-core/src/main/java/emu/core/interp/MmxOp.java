package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.insn.SimdOperands;

/** An MMX instruction, after which the x87 state is MMX state; not if it faults. */
final class MmxOp extends Op {
  private final Op inner;

  MmxOp(Op inner) {
    super(inner.insn);
    this.inner = inner;
  }

  @Override
  public void execute(Cpu cpu) {
    inner.execute(cpu);
    SimdOperands.enterMmx(cpu);
  }
}
