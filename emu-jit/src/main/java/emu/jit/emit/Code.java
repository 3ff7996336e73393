package emu.jit.emit;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Small pieces of bytecode that all emitters use. */
final class Code {
  final MethodVisitor mv;
  private final RegisterHome registers;
  private final Object[] frame;

  Code(MethodVisitor mv, RegisterHome registers) {
    this.mv = mv;
    this.registers = registers;
    this.frame = registers.frame();
  }

  /** A place that is branched to with nothing on the stack. */
  void place(Label label) {
    mv.visitLabel(label);
    mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 0, null);
  }

  /** A place that is branched to with one value, of type {@code type}, on the stack. */
  void place(Label label, Object type) {
    mv.visitLabel(label);
    mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 1, new Object[] {type});
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

  void pushLocal(int local) {
    mv.visitVarInsn(Opcodes.LLOAD, local);
  }

  void popLocal(int local) {
    mv.visitVarInsn(Opcodes.LSTORE, local);
  }

  void op(int opcode) {
    mv.visitInsn(opcode);
  }

  void pushCpu() {
    mv.visitVarInsn(Opcodes.ALOAD, Layout.CPU);
  }

  void pushCpuField(String name, String type) {
    pushCpu();
    mv.visitFieldInsn(Opcodes.GETFIELD, Names.CPU, name, type);
  }

  /** Pops a value into a field of the processor, which lies under it. */
  void popCpuField(String name, String type) {
    mv.visitFieldInsn(Opcodes.PUTFIELD, Names.CPU, name, type);
  }

  void call(String owner, String name, String descriptor) {
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  /** Calls the semantic method {@code Class.method}. */
  void callSemantics(String name, String descriptor) {
    int dot = name.indexOf('.');
    call(Names.SEMANTICS + name.substring(0, dot), name.substring(dot + 1), descriptor);
  }

  /** Zero-extends the long on the stack from its low {@code bits}. */
  void truncate(int bits) {
    if (bits < 64) {
      push(-1L >>> 64 - bits);
      op(Opcodes.LAND);
    }
  }

  /** Sign-extends the long on the stack from its low {@code bits}. */
  void signExtend(int bits) {
    if (bits < 64) {
      op(Opcodes.L2I);
      narrow(bits);
      op(Opcodes.I2L);
    }
  }

  /** Sign-extends the int on the stack from its low {@code bits}, at most 32. */
  void narrow(int bits) {
    if (bits == 8) {
      op(Opcodes.I2B);
    } else if (bits == 16) {
      op(Opcodes.I2S);
    }
  }

  /** All of general register {@code number}. */
  void pushRegister(int number) {
    registers.push(mv, number);
  }

  /** Pops all of general register {@code number}. */
  void popRegister(int number) {
    registers.pop(mv, number);
  }

  /** Others may have changed the registers in the processor's array. */
  void loadRegisters() {
    registers.load(mv);
  }

  /** Others may look at the registers in the processor's array. */
  void storeRegisters() {
    registers.store(mv);
  }

  /** The value of a general register operand, zero-extended. */
  void pushRegister(Operand operand) {
    pushRegister(operand.number());
    if (operand.kind() == Operand.Kind.GPR_HIGH) {
      push(8);
      op(Opcodes.LUSHR);
    }
    truncate(operand.bits());
  }

  /** Pops a long into a general register operand, as an instruction of its width writes it. */
  void popRegister(Operand operand) {
    int number = operand.number();
    truncate(operand.bits());
    int shift = operand.kind() == Operand.Kind.GPR_HIGH ? 8 : 0;
    if (operand.bits() < 32) {
      if (shift > 0) {
        push(shift);
        op(Opcodes.LSHL);
      }
      pushRegister(number);
      push(~((-1L >>> 64 - operand.bits()) << shift));
      op(Opcodes.LAND);
      op(Opcodes.LOR);
    }
    popRegister(number);
  }

  /** RIP at {@code distance} from the page's start. */
  void pushRip(int distance) {
    pushLocal(Layout.PAGE);
    push((long) distance);
    op(Opcodes.LADD);
  }

  /** Adds the base of a segment to the long on the stack. */
  void addBase(int segment) {
    pushCpuField("segmentBase", "[J");
    push(segment);
    op(Opcodes.LALOAD);
    op(Opcodes.LADD);
  }

  /**
   * Effective address of the memory operand: its offset in the segment.
   *
   * @param next distance of the next instruction from the page's start
   */
  void pushOffset(Insn insn, int next) {
    long displacement = insn.displacement();
    if (insn.base() == Insn.RIP) {
      pushLocal(Layout.PAGE);
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
        op(Opcodes.LSHL);
      }
      op(Opcodes.LADD);
    }
    if (displacement != 0) {
      push(displacement);
      op(Opcodes.LADD);
    }
    truncate(insn.addressSize());
  }

  /** Loads {@code bits} from the host address on the stack, zero-extended. */
  void load(int bits) {
    call(Names.RAW_MEMORY, "load" + bits, bits < 32 ? "(J)I" : "(J)J");
    if (bits < 32) {
      op(Opcodes.I2L);
    }
  }

  /** Stores the long on the stack; the host address lies under it. */
  void store(int bits) {
    switch (bits) {
      case 8 -> {
        op(Opcodes.L2I);
        op(Opcodes.I2B);
        call(Names.RAW_MEMORY, "store8", "(JB)V");
      }
      case 16 -> {
        op(Opcodes.L2I);
        op(Opcodes.I2S);
        call(Names.RAW_MEMORY, "store16", "(JS)V");
      }
      case 32 -> {
        op(Opcodes.L2I);
        call(Names.RAW_MEMORY, "store32", "(JI)V");
      }
      default -> call(Names.RAW_MEMORY, "store64", "(JJ)V");
    }
  }

  /** {@link Cpu#r} at {@link Cpu#BLOCK_START}: where the running block starts. */
  void setBlockStart(int distance) {
    mv.visitVarInsn(Opcodes.ALOAD, Layout.REGISTERS);
    push(Cpu.BLOCK_START);
    pushRip(distance);
    op(Opcodes.LASTORE);
  }
}
