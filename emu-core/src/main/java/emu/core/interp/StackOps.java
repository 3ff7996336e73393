package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;

/** PUSH and POP of 64-bit registers and immediates in 64-bit code. */
final class StackOps {
  private StackOps() {}

  /** The operation, or null if the general one serves. */
  static Op make(Insn insn, int end) {
    if (insn.operandSize() != 64) {
      return null;
    }
    boolean push = insn.row().mnemonic().equals("PUSH");
    return switch (insn.operand(0).kind()) {
      case GPR -> push ? new PushRegister(insn) : new PopRegister(insn);
      case IMMEDIATE -> new PushImmediate(insn);
      default -> null;
    };
  }

  private static void push(Cpu cpu, long value) {
    long top = cpu.r[Cpu.RSP] - 8;
    cpu.mmu.store64(top, value);
    cpu.r[Cpu.RSP] = top;
  }

  private static final class PushRegister extends Op {
    private final int register;

    PushRegister(Insn insn) {
      super(insn);
      register = insn.operand(0).number();
    }

    @Override
    public void execute(Cpu cpu) {
      push(cpu, cpu.r[register]);
    }
  }

  private static final class PushImmediate extends Op {
    private final long value;

    PushImmediate(Insn insn) {
      super(insn);
      value = insn.immediate();
    }

    @Override
    public void execute(Cpu cpu) {
      push(cpu, value);
    }
  }

  private static final class PopRegister extends Op {
    private final int register;

    PopRegister(Insn insn) {
      super(insn);
      register = insn.operand(0).number();
    }

    @Override
    public void execute(Cpu cpu) {
      long top = cpu.r[Cpu.RSP];
      long value = cpu.mmu.load64(top);
      cpu.r[Cpu.RSP] = top + 8;
      cpu.r[register] = value;
    }
  }
}
