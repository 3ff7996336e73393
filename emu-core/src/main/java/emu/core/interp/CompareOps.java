package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/**
 * Operations that take flags from operands 0 and 1 and write neither; templates for {@link
 * Specialiser}.
 */
final class CompareOps {
  private CompareOps() {}

  static Op make(Insn insn, Semantics.Compare f, int end) {
    int bits = insn.operand(0).bits();
    return Specialiser.make(template(insn), new Constants(f, bits, bits >> 3, 0), insn, end);
  }

  private static Class<? extends Op> template(Insn insn) {
    boolean register = BinaryOps.isRegister(insn, 1);
    if (insn.isMemory(0)) {
      return register ? MemoryRegister.class : MemoryImmediate.class;
    }
    if (insn.isMemory(1)) {
      return RegisterMemory.class;
    }
    return register ? RegisterRegister.class : RegisterImmediate.class;
  }

  /** Register and register. */
  static final class RegisterRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Compare F = (Semantics.Compare) K.semantics();
    private static final int BITS = K.bits();

    RegisterRegister(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      F.apply(cpu, target(cpu, BITS), source(cpu), BITS);
    }
  }

  /** Register and immediate. */
  static final class RegisterImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Compare F = (Semantics.Compare) K.semantics();
    private static final int BITS = K.bits();

    RegisterImmediate(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      F.apply(cpu, target(cpu, BITS), immediate, BITS);
    }
  }

  /** Register and memory. */
  static final class RegisterMemory extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Compare F = (Semantics.Compare) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    RegisterMemory(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      F.apply(cpu, target(cpu, BITS), cpu.mmu.load(linear(cpu, SIZE, false), SIZE), BITS);
    }
  }

  /** Memory and register. */
  static final class MemoryRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Compare F = (Semantics.Compare) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    MemoryRegister(Insn insn, int end) {
      super(insn, end, -1, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      F.apply(cpu, cpu.mmu.load(linear(cpu, SIZE, false), SIZE), source(cpu), BITS);
    }
  }

  /** Memory and immediate. */
  static final class MemoryImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Compare F = (Semantics.Compare) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    MemoryImmediate(Insn insn, int end) {
      super(insn, end, -1, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      F.apply(cpu, cpu.mmu.load(linear(cpu, SIZE, false), SIZE), immediate, BITS);
    }
  }
}
