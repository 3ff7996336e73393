package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;

/** An instruction whose semantics do everything themselves. */
final class ActionOp extends Op {
  private final Semantics.Action action;
  private final long end;
  private final long ripMask;

  /** {@code end} is the distance of the next instruction from the start of the block. */
  ActionOp(Insn insn, Semantics.Action action, int end) {
    super(insn);
    this.action = action;
    this.end = end;
    this.ripMask = insn.mode() == CodeMode.CODE_64 ? -1L : 0xFFFF_FFFFL;
  }

  @Override
  void execute(Cpu cpu) {
    cpu.rip = cpu.r[Cpu.BLOCK_START] + end & ripMask;
    action.run(cpu, insn);
  }
}
