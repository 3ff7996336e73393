package emu.core.interp;

import emu.core.cpu.Cpu;

/** The first instruction of a block that somebody wants to be told of. */
final class EntryOp extends Op {
  private final Op op;
  private final Instrumentation.Entry entry;

  EntryOp(Op op, Instrumentation.Entry entry) {
    super(op.insn);
    this.op = op;
    this.entry = entry;
  }

  @Override
  public void execute(Cpu cpu) {
    entry.entered(cpu);
    op.execute(cpu);
  }
}
