package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/**
 * Near branches of 64-bit code. A relative target lies at a fixed distance from the start of the
 * block.
 */
final class BranchOps {
  private BranchOps() {}

  /** The operation, or null if the general one serves. */
  static Op make(Insn insn, int end) {
    if (insn.operandSize() != 64) {
      return null;
    }
    int condition = insn.row().condition();
    if (condition >= 0) {
      return Specialiser.make(Jcc.class, new Constants("jcc", 64, 0, condition), insn, end);
    }
    boolean call = insn.row().mnemonic().equals("CALL");
    if (insn.row().mnemonic().equals("RET")) {
      return insn.operands().isEmpty() ? new Ret(insn) : null;
    }
    return switch (insn.operand(0).kind()) {
      case RELATIVE -> call ? new Call(insn, end) : new Jmp(insn, end);
      case GPR -> call ? new CallRegister(insn, end) : new JmpRegister(insn);
      default -> null;
    };
  }

  static void branch(Cpu cpu, long target) {
    if (target << 16 >> 16 != target) {
      throw cpu.generalProtection();
    }
    cpu.rip = target;
  }

  private static void call(Cpu cpu, long target, long next) {
    if (target << 16 >> 16 != target) {
      throw cpu.generalProtection();
    }
    long top = cpu.r[Cpu.RSP] - 8;
    cpu.mmu.store64(top, next);
    cpu.r[Cpu.RSP] = top;
    cpu.rip = target;
  }

  /** Jcc; a template for {@link Specialiser}. */
  static final class Jcc extends Op {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final int CONDITION = K.condition();

    private final long end;
    private final long taken;

    Jcc(Insn insn, int end) {
      super(insn);
      this.end = end;
      this.taken = end + insn.immediate();
    }

    @Override
    public void execute(Cpu cpu) {
      if (Flags.condition(cpu, CONDITION)) {
        branch(cpu, cpu.r[Cpu.BLOCK_START] + taken);
      } else {
        cpu.rip = cpu.r[Cpu.BLOCK_START] + end;
      }
    }
  }

  private static final class Jmp extends Op {
    private final long taken;

    Jmp(Insn insn, int end) {
      super(insn);
      this.taken = end + insn.immediate();
    }

    @Override
    public void execute(Cpu cpu) {
      branch(cpu, cpu.r[Cpu.BLOCK_START] + taken);
    }
  }

  private static final class JmpRegister extends Op {
    private final int register;

    JmpRegister(Insn insn) {
      super(insn);
      this.register = insn.operand(0).number();
    }

    @Override
    public void execute(Cpu cpu) {
      branch(cpu, cpu.r[register]);
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
    public void execute(Cpu cpu) {
      long start = cpu.r[Cpu.BLOCK_START];
      call(cpu, start + taken, start + end);
    }
  }

  private static final class CallRegister extends Op {
    private final int register;
    private final long end;

    CallRegister(Insn insn, int end) {
      super(insn);
      this.register = insn.operand(0).number();
      this.end = end;
    }

    @Override
    public void execute(Cpu cpu) {
      call(cpu, cpu.r[register], cpu.r[Cpu.BLOCK_START] + end);
    }
  }

  private static final class Ret extends Op {
    Ret(Insn insn) {
      super(insn);
    }

    @Override
    public void execute(Cpu cpu) {
      long top = cpu.r[Cpu.RSP];
      branch(cpu, cpu.mmu.load64(top));
      cpu.r[Cpu.RSP] = top + 8;
    }
  }
}
