package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/**
 * Operations of the form operand 0 = f(operand 0, operand 1), and f(operand 1, operand 2) for
 * write-only destinations; templates for {@link Specialiser}.
 */
final class BinaryOps {
  private BinaryOps() {}

  static Op make(Insn insn, Semantics.Binary f, int end) {
    int memory = insn.isMemory(0) ? 0 : insn.operands().size() > 1 && insn.isMemory(1) ? 1 : 0;
    Constants constants =
        new Constants(f, insn.operand(0).bits(), insn.operand(memory).bits() >> 3, 0);
    return Specialiser.make(template(insn), constants, insn, end);
  }

  private static Class<? extends Op> template(Insn insn) {
    boolean register = isRegister(insn, 1);
    if (insn.row().is("wo")) {
      return register ? FromRegisterAndImmediate.class : FromMemoryAndImmediate.class;
    }
    if (insn.isMemory(0)) {
      return register ? MemoryRegister.class : MemoryImmediate.class;
    }
    if (insn.isMemory(1)) {
      return RegisterMemory.class;
    }
    return register ? RegisterRegister.class : RegisterImmediate.class;
  }

  static boolean isRegister(Insn insn, int i) {
    return switch (insn.operand(i).kind()) {
      case GPR, GPR_HIGH -> true;
      default -> false;
    };
  }

  /** Register and register. */
  static final class RegisterRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();

    RegisterRegister(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, target(cpu, BITS), source(cpu), BITS), BITS);
    }
  }

  /** Register and immediate. */
  static final class RegisterImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();

    RegisterImmediate(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, target(cpu, BITS), immediate, BITS), BITS);
    }
  }

  /** Register and memory. */
  static final class RegisterMemory extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    RegisterMemory(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      long value = cpu.mmu.load(linear(cpu, SIZE, false), SIZE);
      setTarget(cpu, F.apply(cpu, target(cpu, BITS), value, BITS), BITS);
    }
  }

  /** Memory and register. */
  static final class MemoryRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    MemoryRegister(Insn insn, int end) {
      super(insn, end, -1, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      long linear = linear(cpu, SIZE, true);
      long value = cpu.mmu.loadForUpdate(linear, SIZE);
      cpu.mmu.store(linear, SIZE, F.apply(cpu, value, source(cpu), BITS));
    }
  }

  /** Memory and immediate. */
  static final class MemoryImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    MemoryImmediate(Insn insn, int end) {
      super(insn, end, -1, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      long linear = linear(cpu, SIZE, true);
      long value = cpu.mmu.loadForUpdate(linear, SIZE);
      cpu.mmu.store(linear, SIZE, F.apply(cpu, value, immediate, BITS));
    }
  }

  /** IMUL with three operands, the second one a register. */
  static final class FromRegisterAndImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();

    FromRegisterAndImmediate(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, F.apply(cpu, source(cpu), insn.immediate(), BITS), BITS);
    }
  }

  /** IMUL with three operands, the second one memory. */
  static final class FromMemoryAndImmediate extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final Semantics.Binary F = (Semantics.Binary) K.semantics();
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();

    FromMemoryAndImmediate(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      long value = cpu.mmu.load(linear(cpu, SIZE, false), SIZE);
      setTarget(cpu, F.apply(cpu, value, insn.immediate(), BITS), BITS);
    }
  }
}
