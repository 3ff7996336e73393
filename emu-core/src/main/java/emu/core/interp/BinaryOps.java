package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;

/**
 * Operations of the form operand 0 = f(operand 0, operand 1), and f(operand 1, operand 2) for
 * write-only destinations.
 */
final class BinaryOps {
  private BinaryOps() {}

  static Op make(Insn insn, Semantics.Binary f, int end) {
    if (insn.row().is("wo")) {
      return insn.isMemory(1)
          ? new FromMemoryAndImmediate(insn, f, end)
          : new FromRegisterAndImmediate(insn, f, end);
    }
    boolean register = isRegister(insn, 1);
    if (insn.isMemory(0)) {
      return register ? new MemoryRegister(insn, f, end) : new MemoryImmediate(insn, f, end);
    }
    if (insn.isMemory(1)) {
      return new RegisterMemory(insn, f, end);
    }
    return register ? new RegisterRegister(insn, f, end) : new RegisterImmediate(insn, f, end);
  }

  static boolean isRegister(Insn insn, int i) {
    return switch (insn.operand(i).kind()) {
      case GPR, GPR_HIGH -> true;
      default -> false;
    };
  }

  private abstract static class Binary extends IntegerOp {
    final Semantics.Binary f;
    final int size;

    Binary(Insn insn, Semantics.Binary f, int end, int target, int source, int memory) {
      super(insn, end, target, source);
      this.f = f;
      this.size = insn.operand(memory).bits() >> 3;
    }
  }

  private static final class RegisterRegister extends Binary {
    RegisterRegister(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, 0, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, target(cpu), source(cpu), bits));
    }
  }

  private static final class RegisterImmediate extends Binary {
    RegisterImmediate(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, 0, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, target(cpu), immediate, bits));
    }
  }

  private static final class RegisterMemory extends Binary {
    RegisterMemory(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, 0, -1, 1);
    }

    @Override
    void execute(Cpu cpu) {
      long value = cpu.mmu.load(linear(cpu, size, false), size);
      setTarget(cpu, f.apply(cpu, target(cpu), value, bits));
    }
  }

  private static final class MemoryRegister extends Binary {
    MemoryRegister(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, -1, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      long linear = linear(cpu, size, true);
      long value = cpu.mmu.loadForUpdate(linear, size);
      cpu.mmu.store(linear, size, f.apply(cpu, value, source(cpu), bits));
    }
  }

  private static final class MemoryImmediate extends Binary {
    MemoryImmediate(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, -1, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      long linear = linear(cpu, size, true);
      long value = cpu.mmu.loadForUpdate(linear, size);
      cpu.mmu.store(linear, size, f.apply(cpu, value, immediate, bits));
    }
  }

  /** IMUL with three operands, the second one a register. */
  private static final class FromRegisterAndImmediate extends Binary {
    private final long factor;

    FromRegisterAndImmediate(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, 0, 1, 0);
      factor = insn.immediate();
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, source(cpu), factor, bits));
    }
  }

  /** IMUL with three operands, the second one memory. */
  private static final class FromMemoryAndImmediate extends Binary {
    private final long factor;

    FromMemoryAndImmediate(Insn insn, Semantics.Binary f, int end) {
      super(insn, f, end, 0, -1, 1);
      factor = insn.immediate();
    }

    @Override
    void execute(Cpu cpu) {
      long value = cpu.mmu.load(linear(cpu, size, false), size);
      setTarget(cpu, f.apply(cpu, value, factor, bits));
    }
  }
}
