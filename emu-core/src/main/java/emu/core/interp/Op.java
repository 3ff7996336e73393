package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;

/** One instruction of a decoded block, ready to run. */
public abstract class Op {
  /** What was decoded. */
  public final Insn insn;

  Op(Insn insn) {
    this.insn = insn;
  }

  /** Does the instruction; a branch sets {@link Cpu#rip}, others need not. */
  public abstract void execute(Cpu cpu);
}
