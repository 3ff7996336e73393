package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;

/** Operations that take flags from operands 0 and 1 and write neither. */
final class CompareOps {
  private CompareOps() {}

  static Op make(Insn insn, Semantics.Compare f, int end) {
    boolean register = BinaryOps.isRegister(insn, 1);
    if (insn.isMemory(0)) {
      return register ? new MemoryRegister(insn, f, end) : new MemoryImmediate(insn, f, end);
    }
    if (insn.isMemory(1)) {
      return new RegisterMemory(insn, f, end);
    }
    return register ? new RegisterRegister(insn, f, end) : new RegisterImmediate(insn, f, end);
  }

  private abstract static class Compare extends IntegerOp {
    final Semantics.Compare f;
    final int size;

    Compare(Insn insn, Semantics.Compare f, int end, int target, int source) {
      super(insn, end, target, source);
      this.f = f;
      this.size = insn.operand(0).bits() >> 3;
    }
  }

  private static final class RegisterRegister extends Compare {
    RegisterRegister(Insn insn, Semantics.Compare f, int end) {
      super(insn, f, end, 0, 1);
    }

    @Override
    void execute(Cpu cpu) {
      f.apply(cpu, target(cpu), source(cpu), bits);
    }
  }

  private static final class RegisterImmediate extends Compare {
    RegisterImmediate(Insn insn, Semantics.Compare f, int end) {
      super(insn, f, end, 0, 1);
    }

    @Override
    void execute(Cpu cpu) {
      f.apply(cpu, target(cpu), immediate, bits);
    }
  }

  private static final class RegisterMemory extends Compare {
    RegisterMemory(Insn insn, Semantics.Compare f, int end) {
      super(insn, f, end, 0, -1);
    }

    @Override
    void execute(Cpu cpu) {
      f.apply(cpu, target(cpu), cpu.mmu.load(linear(cpu, size, false), size), bits);
    }
  }

  private static final class MemoryRegister extends Compare {
    MemoryRegister(Insn insn, Semantics.Compare f, int end) {
      super(insn, f, end, -1, 1);
    }

    @Override
    void execute(Cpu cpu) {
      f.apply(cpu, cpu.mmu.load(linear(cpu, size, false), size), source(cpu), bits);
    }
  }

  private static final class MemoryImmediate extends Compare {
    MemoryImmediate(Insn insn, Semantics.Compare f, int end) {
      super(insn, f, end, -1, 1);
    }

    @Override
    void execute(Cpu cpu) {
      f.apply(cpu, cpu.mmu.load(linear(cpu, size, false), size), immediate, bits);
    }
  }
}
