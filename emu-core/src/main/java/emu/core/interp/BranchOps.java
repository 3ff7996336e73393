package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;

/**
 * Near relative branches of 64-bit code; the displacement from the start of the block is fixed, so
 * one sum gives the target.
 */
final class BranchOps {
  private BranchOps() {}

  static Op jcc(Insn insn, int end) {
    return new Jcc(insn, end);
  }

  static Op jmp(Insn insn, int end) {
    return new Jmp(insn, end);
  }

  static Op call(Insn insn, int end) {
    return new Call(insn, end);
  }

  private static void branch(Cpu cpu, long distance) {
    long target = cpu.r[Cpu.BLOCK_START] + distance;
    if (target << 16 >> 16 != target) {
      throw cpu.generalProtection();
    }
    cpu.rip = target;
  }

  private static final class Jcc extends Op {
    private final int condition;
    private final long end;
    private final long taken;

    Jcc(Insn insn, int end) {
      super(insn);
      this.condition = insn.row().condition();
      this.end = end;
      this.taken = end + insn.immediate();
    }

    @Override
    void execute(Cpu cpu) {
      branch(cpu, Flags.condition(cpu, condition) ? taken : end);
    }
  }

  private static final class Jmp extends Op {
    private final long taken;

    Jmp(Insn insn, int end) {
      super(insn);
      this.taken = end + insn.immediate();
    }

    @Override
    void execute(Cpu cpu) {
      branch(cpu, taken);
    }
  }

  private static final class Call extends Op {
    private final long end;
    private final long taken;

    Call(Insn insn, int end) {
      super(insn);
      this.end = end;
      this.taken = end + insn.immediate();
    }

    @Override
    void execute(Cpu cpu) {
      long top = cpu.r[Cpu.RSP] - 8;
      long target = cpu.r[Cpu.BLOCK_START] + taken;
      if (target << 16 >> 16 != target) {
        throw cpu.generalProtection();
      }
      cpu.mmu.store64(top, cpu.r[Cpu.BLOCK_START] + end);
      cpu.r[Cpu.RSP] = top;
      cpu.rip = target;
    }
  }
}
