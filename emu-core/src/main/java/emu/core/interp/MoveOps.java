package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;
import emu.core.interp.Specialiser.Constants;
import java.lang.invoke.MethodHandles;

/** LEA, CMOVcc and SETcc; templates for {@link Specialiser}. */
final class MoveOps {
  private MoveOps() {}

  /** The operation, or null if the general one serves. */
  static Op make(Insn insn, int end) {
    int bits = insn.operand(0).bits();
    int condition = insn.row().condition();
    if (condition < 0) {
      return insn.addressSize() == 64
          ? Specialiser.make(Lea.class, new Constants("lea", bits, 0, 0), insn, end)
          : null;
    }
    Constants constants = new Constants("cc", bits, bits >> 3, condition);
    if (insn.operands().size() == 1) {
      return insn.isMemory(0) ? null : Specialiser.make(SetRegister.class, constants, insn, end);
    }
    return Specialiser.make(
        insn.isMemory(1) ? CmovMemory.class : CmovRegister.class, constants, insn, end);
  }

  /** LEA with 64-bit addresses. */
  static final class Lea extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final int BITS = K.bits();

    Lea(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, sum(cpu), BITS);
    }
  }

  /** CMOVcc from a register. */
  static final class CmovRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final int BITS = K.bits();
    private static final int CONDITION = K.condition();

    CmovRegister(Insn insn, int end) {
      super(insn, end, 0, 1);
    }

    @Override
    public void execute(Cpu cpu) {
      long value = Flags.condition(cpu, CONDITION) ? source(cpu) : target(cpu, BITS);
      setTarget(cpu, value, BITS);
    }
  }

  /** CMOVcc from memory, which is read whatever the condition. */
  static final class CmovMemory extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final int BITS = K.bits();
    private static final int SIZE = K.size();
    private static final int CONDITION = K.condition();

    CmovMemory(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      long loaded = cpu.mmu.load(linear(cpu, SIZE, false), SIZE);
      setTarget(cpu, Flags.condition(cpu, CONDITION) ? loaded : target(cpu, BITS), BITS);
    }
  }

  /** SETcc of a register. */
  static final class SetRegister extends IntegerOp {
    private static final Constants K = Constants.of(MethodHandles.lookup());
    private static final int CONDITION = K.condition();

    SetRegister(Insn insn, int end) {
      super(insn, end, 0, -1);
    }

    @Override
    public void execute(Cpu cpu) {
      setTarget(cpu, Flags.condition(cpu, CONDITION) ? 1 : 0, 8);
    }
  }
}
