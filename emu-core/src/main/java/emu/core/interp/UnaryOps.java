package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;

/**
 * Operations of the form operand 0 = f(operand 0), and f(operand 1) for write-only destinations.
 */
final class UnaryOps {
  private UnaryOps() {}

  static Op make(Insn insn, Semantics.Unary f, int end) {
    if (!insn.row().is("wo")) {
      return insn.isMemory(0) ? new Memory(insn, f, end) : new Register(insn, f, end);
    }
    boolean register = BinaryOps.isRegister(insn, 1);
    if (insn.isMemory(0)) {
      return register
          ? new MemoryFromRegister(insn, f, end)
          : new MemoryFromImmediate(insn, f, end);
    }
    if (insn.isMemory(1)) {
      return new FromMemory(insn, f, end);
    }
    return register ? new FromRegister(insn, f, end) : new FromImmediate(insn, f, end);
  }

  private abstract static class Unary extends IntegerOp {
    final Semantics.Unary f;
    final int size;

    Unary(Insn insn, Semantics.Unary f, int end, int target, int source, int memory) {
      super(insn, end, target, source);
      this.f = f;
      this.size = insn.operand(memory).bits() >> 3;
    }
  }

  private static final class Register extends Unary {
    Register(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, 0, -1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, target(cpu), bits));
    }
  }

  private static final class Memory extends Unary {
    Memory(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, -1, -1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      long linear = linear(cpu, size, true);
      cpu.mmu.store(linear, size, f.apply(cpu, cpu.mmu.loadForUpdate(linear, size), bits));
    }
  }

  private static final class FromRegister extends Unary {
    FromRegister(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, 0, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, source(cpu), bits));
    }
  }

  private static final class FromImmediate extends Unary {
    FromImmediate(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, 0, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, immediate, bits));
    }
  }

  private static final class FromMemory extends Unary {
    FromMemory(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, 0, -1, 1);
    }

    @Override
    void execute(Cpu cpu) {
      setTarget(cpu, f.apply(cpu, cpu.mmu.load(linear(cpu, size, false), size), bits));
    }
  }

  private static final class MemoryFromRegister extends Unary {
    MemoryFromRegister(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, -1, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      cpu.mmu.store(linear(cpu, size, true), size, f.apply(cpu, source(cpu), bits));
    }
  }

  private static final class MemoryFromImmediate extends Unary {
    MemoryFromImmediate(Insn insn, Semantics.Unary f, int end) {
      super(insn, f, end, -1, 1, 0);
    }

    @Override
    void execute(Cpu cpu) {
      cpu.mmu.store(linear(cpu, size, true), size, f.apply(cpu, immediate, bits));
    }
  }
}
