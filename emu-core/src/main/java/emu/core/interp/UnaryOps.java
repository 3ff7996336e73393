package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.insn.Operands;
import emu.core.insn.Semantics;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/**
 * Operations of the form operand 0 = f(operand 0), and f(operand 1) for write-only destinations,
 * moves among them; templates for {@link Specialiser}.
 */
final class UnaryOps {
  private UnaryOps() {}

  static Op make(Insn insn, Semantics.Unary f, int end) {
    int memory = insn.operands().size() > 1 && insn.isMemory(1) ? 1 : 0;
    Constants constants =
        new Constants(f, insn.operand(0).bits(), insn.operand(memory).bits() >> 3, 0);
    return Specialiser.make(template(insn), constants, insn, end);
  }

  private static Class<? extends Op> template(Insn insn) {
    if (!insn.row().is("wo")) {
      return insn.isMemory(0) ? Memory.class : Register.class;
    }
    if (insn.operand(1).kind() == Operand.Kind.SEGMENT) {
      return FromSegment.class;
    }
    boolean register = BinaryOps.isRegister(insn, 1);
    if (insn.isMemory(0)) {
      return register ? MemoryFromRegister.class : MemoryFromImmediate.class;
    }
    if (insn.isMemory(1)) {
      return FromMemory.class;
    }
    return register ? FromRegister.class : FromImmediate.class;
  }

  /** Register, updated. */
  static final class Register extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();

    Register(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, target(cpu, BITS), BITS), BITS);
    }
  }

  /** Memory, updated. */
  static final class Memory extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    Memory(Insn insn, int end) {
      super(insn, end, -1, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      long linear = linear(cpu, SIZE, true);
      cpu.mmu.store(linear, SIZE, F.apply(cpu, cpu.mmu.loadForUpdate(linear, SIZE), BITS));
    }
  }

  /** Register from register. */
  static final class FromRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();

    FromRegister(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, source(cpu), BITS), BITS);
    }
  }

  /** Register from immediate. */
  static final class FromImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();

    FromImmediate(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, immediate, BITS), BITS);
    }
  }

  /** Register from memory. */
  static final class FromMemory extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    FromMemory(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, cpu.mmu.load(linear(cpu, SIZE, false), SIZE), BITS), BITS);
    }
  }

  /** Memory from register. */
  static final class MemoryFromRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    MemoryFromRegister(Insn insn, int end) {
      super(insn, end, -1, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      cpu.mmu.store(linear(cpu, SIZE, true), SIZE, F.apply(cpu, source(cpu), BITS));
    }
  }

  /** Memory from immediate. */
  static final class MemoryFromImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Unary F = (Semantics.Unary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    MemoryFromImmediate(Insn insn, int end) {
      super(insn, end, -1, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      cpu.mmu.store(linear(cpu, SIZE, true), SIZE, F.apply(cpu, immediate, BITS));
    }
  }

  /** Register or memory from segment register. */
  static final class FromSegment extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final int SIZE = K.size();

    FromSegment(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      long selector = cpu.segments[insn.operand(1).number()].selector;
      if (insn.isMemory(0)) {
        cpu.mmu.store(linear(cpu, SIZE, true), SIZE, selector);
      } else {
        Operands.write(cpu, insn, 0, selector);
      }
    }
  }
}
