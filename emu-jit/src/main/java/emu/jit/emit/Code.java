package emu.jit.emit;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Small pieces of bytecode that all emitters use. Locals: see the constants. */
final class Code {
  /** Local variables of {@code run}. */
  static final int CPU = 1;

  static final int REGISTERS = 2;
  static final int MMU = 3;
  static final int PAGE = 4;

  /** Free for an instruction: two longs. */
  static final int LINEAR = 6;

  static final int VALUE = 8;

  private static final Object[] LOCALS = {
    RegionEmitter.CLASS, Names.CPU, "[J", Names.MMU, Opcodes.LONG
  };

  final MethodVisitor mv;

  Code(MethodVisitor mv) {
    this.mv = mv;
  }

  /** A place that is branched to; the free locals hold nothing there. */
  void place(Label label) {
    mv.visitLabel(label);
    mv.visitFrame(Opcodes.F_NEW, LOCALS.length, LOCALS, 0, null);
  }

  void push(int value) {
    if (value >= -1 && value <= 5) {
      mv.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      mv.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      mv.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      mv.visitLdcInsn(value);
    }
  }

  void push(long value) {
    if (value == 0 || value == 1) {
      mv.visitInsn(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      push((int) value);
      mv.visitInsn(Opcodes.I2L);
    } else {
      mv.visitLdcInsn(value);
    }
  }

  void pushCpu() {
    mv.visitVarInsn(Opcodes.ALOAD, CPU);
  }

  void pushMmu() {
    mv.visitVarInsn(Opcodes.ALOAD, MMU);
  }

  /** Leaves the array and the index of a register, for a store. */
  void pushRegisterPlace(int number) {
    mv.visitVarInsn(Opcodes.ALOAD, REGISTERS);
    push(number);
  }

  /** A whole register. */
  void pushRegister(int number) {
    pushRegisterPlace(number);
    mv.visitInsn(Opcodes.LALOAD);
  }

  /** The low {@code bits} of a register, zero-extended. */
  void pushRegister(int number, int bits) {
    pushRegister(number);
    truncate(bits);
  }

  void truncate(int bits) {
    if (bits < 64) {
      push(-1L >>> 64 - bits);
      mv.visitInsn(Opcodes.LAND);
    }
  }

  /**
   * Stores the long on the stack, under which {@link #pushRegisterPlace} lies, to the low {@code
   * bits} of register {@code number}, as an instruction of that width does.
   */
  void storeRegister(int number, int bits) {
    truncate(bits);
    if (bits < 32) {
      pushRegister(number);
      push(~(-1L >>> 64 - bits));
      mv.visitInsn(Opcodes.LAND);
      mv.visitInsn(Opcodes.LOR);
    }
    mv.visitInsn(Opcodes.LASTORE);
  }

  /** RIP at {@code distance} from the page's start. */
  void pushRip(int distance) {
    mv.visitVarInsn(Opcodes.LLOAD, PAGE);
    push((long) distance);
    mv.visitInsn(Opcodes.LADD);
  }

  /** Sets RIP to {@code distance} from the page's start. */
  void setRip(int distance) {
    pushCpu();
    pushRip(distance);
    mv.visitFieldInsn(Opcodes.PUTFIELD, Names.CPU, "rip", "J");
  }

  void setIndex(int index) {
    pushCpu();
    push(index);
    mv.visitFieldInsn(Opcodes.PUTFIELD, Names.CPU, "index", "I");
  }

  /** Counts {@code count} instructions as retired. */
  void retire(int count) {
    pushCpu();
    mv.visitInsn(Opcodes.DUP);
    mv.visitFieldInsn(Opcodes.GETFIELD, Names.CPU, "instructions", "J");
    push((long) count);
    mv.visitInsn(Opcodes.LADD);
    mv.visitFieldInsn(Opcodes.PUTFIELD, Names.CPU, "instructions", "J");
  }

  /** Branches to {@code label} if the engine is to leave after the current instruction. */
  void ifLeaving(Label label) {
    pushCpu();
    mv.visitFieldInsn(Opcodes.GETFIELD, Names.CPU, "blockEnd", "I");
    mv.visitJumpInsn(Opcodes.IFEQ, label);
  }

  /**
   * Linear address of the memory operand, in 64-bit mode.
   *
   * @param next distance of the next instruction from the page's start
   */
  void pushAddress(Insn insn, int next) {
    pushOffset(insn, next);
    if (insn.segment() >= Segment.FS) {
      pushCpu();
      mv.visitFieldInsn(Opcodes.GETFIELD, Names.CPU, "segmentBase", "[J");
      push(insn.segment());
      mv.visitInsn(Opcodes.LALOAD);
      mv.visitInsn(Opcodes.LADD);
    }
  }

  /** Effective address of the memory operand: its offset in the segment. */
  void pushOffset(Insn insn, int next) {
    long displacement = insn.displacement();
    if (insn.base() == Insn.RIP) {
      pushRip(0);
      displacement += next;
    } else if (insn.base() != Insn.NONE) {
      pushRegister(insn.base());
    } else {
      push(displacement);
      displacement = 0;
    }
    if (insn.index() != Insn.NONE) {
      pushRegister(insn.index());
      if (insn.shift() > 0) {
        push(insn.shift());
        mv.visitInsn(Opcodes.LSHL);
      }
      mv.visitInsn(Opcodes.LADD);
    }
    if (displacement != 0) {
      push(displacement);
      mv.visitInsn(Opcodes.LADD);
    }
    truncate(insn.addressSize());
  }

  /** Loads by the linear address on the stack, under which the MMU lies. */
  void load(int bits) {
    mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.MMU, "load" + bits, "(J)J", false);
  }

  /** Stores the long on the stack; under it lie linear address and MMU. */
  void store(int bits) {
    mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.MMU, "store" + bits, "(JJ)V", false);
  }

  /** Condition {@code cc} of the flags. */
  void pushCondition(int cc) {
    String simple =
        switch (cc >> 1) {
          case 0 -> "overflow";
          case 1 -> "carry";
          case 2 -> "zero";
          case 4 -> "sign";
          case 5 -> "parity";
          case 6 -> "less";
          default -> null;
        };
    pushCpu();
    if (simple == null) {
      push(cc & ~1);
      mv.visitMethodInsn(
          Opcodes.INVOKESTATIC, Names.FLAGS, "condition", "(L" + Names.CPU + ";I)Z", false);
    } else {
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, Names.FLAGS, simple, Names.CONDITION, false);
    }
  }

  /** Number of the word of {@link Cpu#r} that says where the running block starts. */
  void setBlockStart(int distance) {
    pushRegisterPlace(Cpu.BLOCK_START);
    pushRip(distance);
    mv.visitInsn(Opcodes.LASTORE);
  }
}
