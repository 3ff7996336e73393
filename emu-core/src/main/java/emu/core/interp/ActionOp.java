package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/** An instruction whose semantics do everything themselves; a template for {@link Specialiser}. */
final class ActionOp extends Op {
  private static final Constants K = Constants.of(MethodHandles.lookup());
  private static final Semantics.Action F = (Semantics.Action) K.semantics();

  private final long end;
  private final long ripMask;

  /** {@code end} is the distance of the next instruction from the start of the block. */
  ActionOp(Insn insn, int end) {
    super(insn);
    this.end = end;
    this.ripMask = insn.mode() == CodeMode.CODE_64 ? -1L : 0xFFFF_FFFFL;
  }

  @Override
  public void execute(Cpu cpu) {
    cpu.rip = cpu.r[Cpu.BLOCK_START] + end & ripMask;
    F.run(cpu, insn);
  }
}
