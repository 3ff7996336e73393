package emu.jit.emit;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where a translation has the general registers: in the processor's array all the time, or in local
 * variables between the places at which others look at the array.
 *
 * <p>C2 makes machine registers of local variables; C1, which is there to compile quickly, would
 * only move them to and fro.
 */
final class RegisterHome {
  private static final int REGISTERS = 16;

  private final boolean local;

  /** Bit n: register n is in a local variable; or register n is written. */
  private final int held;

  private final int written;

  /** The same as far as code has been emitted. */
  private int usedSoFar;

  private int writtenSoFar;

  private RegisterHome(boolean local, int held, int written) {
    this.local = local;
    this.held = held;
    this.written = written;
  }

  /** In the array. */
  static RegisterHome array() {
    return new RegisterHome(false, 0, 0);
  }

  /** All in local variables. */
  static RegisterHome locals() {
    int all = (1 << REGISTERS) - 1;
    return new RegisterHome(true, all, all);
  }

  /** The same, for the same code, with those only that it uses. */
  RegisterHome trimmed() {
    return new RegisterHome(local, usedSoFar, writtenSoFar);
  }

  /** Pushes register {@code number}. */
  void push(MethodVisitor mv, int number) {
    if (local) {
      usedSoFar |= 1 << number;
      mv.visitVarInsn(Opcodes.LLOAD, Layout.register(number));
    } else {
      pushElement(mv, number);
    }
  }

  /** Pops register {@code number}. */
  void pop(MethodVisitor mv, int number) {
    if (local) {
      usedSoFar |= 1 << number;
      writtenSoFar |= 1 << number;
      mv.visitVarInsn(Opcodes.LSTORE, Layout.register(number));
    } else {
      mv.visitVarInsn(Opcodes.LSTORE, Layout.SCRATCH);
      popElement(mv, number, Layout.SCRATCH);
    }
  }

  /** Takes the registers from the array. */
  void load(MethodVisitor mv) {
    for (int i = 0; i < REGISTERS; i++) {
      if ((held >> i & 1) != 0) {
        pushElement(mv, i);
        mv.visitVarInsn(Opcodes.LSTORE, Layout.register(i));
      }
    }
  }

  /** Brings the array up to date. */
  void store(MethodVisitor mv) {
    for (int i = 0; i < REGISTERS; i++) {
      if ((written >> i & 1) != 0) {
        popElement(mv, i, Layout.register(i));
      }
    }
  }

  /** Types of the local variables at labels. */
  Object[] frame() {
    return local ? Layout.frame(held) : Layout.FRAME;
  }

  private static void pushElement(MethodVisitor mv, int number) {
    mv.visitVarInsn(Opcodes.ALOAD, Layout.REGISTERS);
    mv.visitIntInsn(Opcodes.BIPUSH, number);
    mv.visitInsn(Opcodes.LALOAD);
  }

  private static void popElement(MethodVisitor mv, int number, int from) {
    mv.visitVarInsn(Opcodes.ALOAD, Layout.REGISTERS);
    mv.visitIntInsn(Opcodes.BIPUSH, number);
    mv.visitVarInsn(Opcodes.LLOAD, from);
    mv.visitInsn(Opcodes.LASTORE);
  }
}
