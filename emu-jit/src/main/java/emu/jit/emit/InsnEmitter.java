package emu.jit.emit;

import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.decode.Operand;
import emu.core.insn.Semantics;
import org.objectweb.asm.Opcodes;

/**
 * Emits single instructions that are no branches: operand plumbing around a call of the semantic
 * method that the interpreter calls too.
 */
final class InsnEmitter {
  private final Code code;

  InsnEmitter(Code code) {
    this.code = code;
  }

  /** Whether {@link #emit} knows this form; all others run as the interpreter's operation. */
  static boolean knows(Insn insn) {
    OpcodeRow row = insn.row();
    if (row.is("sse") || row.is("mmx") || row.is("x87") || row.is("cpl0")) {
      return false;
    }
    for (Operand operand : insn.operands()) {
      switch (operand.kind()) {
        case GPR, MEMORY, IMMEDIATE, ONE -> {}
        default -> {
          return false;
        }
      }
    }
    return switch (row.semantics()) {
      case "DataTransfer.push", "DataTransfer.pop" -> insn.operandSize() == 64 && !insn.isMemory(0);
      case "DataTransfer.lea", "DataTransfer.cmovcc" -> true;
      case "BitByte.setcc" -> !insn.isMemory(0);
      default -> !(Semantics.of(row.semantics()) instanceof Semantics.Action);
    };
  }

  /** Whether it may touch memory, and so fault or make the engine leave. */
  static boolean touchesMemory(Insn insn) {
    return switch (insn.row().semantics()) {
      case "DataTransfer.push", "DataTransfer.pop" -> true;
      case "DataTransfer.lea" -> false;
      default -> {
        for (int i = 0; i < insn.operands().size(); i++) {
          if (insn.isMemory(i)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /** Emits {@code insn}; {@code next} is the distance of the next from the page's start. */
  void emit(Insn insn, int next) {
    switch (insn.row().semantics()) {
      case "DataTransfer.push" -> push(insn);
      case "DataTransfer.pop" -> pop(insn);
      case "DataTransfer.lea" -> lea(insn, next);
      case "DataTransfer.cmovcc" -> cmov(insn, next);
      case "BitByte.setcc" -> setcc(insn);
      default -> general(insn, next);
    }
  }

  private void push(Insn insn) {
    code.pushRegister(4);
    code.push(-8L);
    code.mv.visitInsn(Opcodes.LADD);
    code.mv.visitVarInsn(Opcodes.LSTORE, Code.LINEAR);
    code.pushMmu();
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.LINEAR);
    pushOperand(insn, 0, 0);
    code.store(64);
    code.pushRegisterPlace(4);
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.LINEAR);
    code.mv.visitInsn(Opcodes.LASTORE);
  }

  private void pop(Insn insn) {
    code.pushMmu();
    code.pushRegister(4);
    code.load(64);
    code.mv.visitVarInsn(Opcodes.LSTORE, Code.VALUE);
    code.pushRegisterPlace(4);
    code.pushRegister(4);
    code.push(8L);
    code.mv.visitInsn(Opcodes.LADD);
    code.mv.visitInsn(Opcodes.LASTORE);
    code.pushRegisterPlace(insn.operand(0).number());
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.VALUE);
    code.mv.visitInsn(Opcodes.LASTORE);
  }

  private void lea(Insn insn, int next) {
    Operand target = insn.operand(0);
    code.pushRegisterPlace(target.number());
    code.pushOffset(insn, next);
    code.storeRegister(target.number(), target.bits());
  }

  private void cmov(Insn insn, int next) {
    Operand target = insn.operand(0);
    pushOperand(insn, 1, next);
    code.mv.visitVarInsn(Opcodes.LSTORE, Code.VALUE);
    code.pushRegisterPlace(target.number());
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.VALUE);
    code.pushRegister(target.number(), target.bits());
    code.pushCpu();
    code.push(insn.row().condition());
    code.mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, Names.HELPERS, "select", "(JJL" + Names.CPU + ";I)J", false);
    code.storeRegister(target.number(), target.bits());
  }

  private void setcc(Insn insn) {
    Operand target = insn.operand(0);
    code.pushRegisterPlace(target.number());
    code.push(1L);
    code.push(0L);
    code.pushCpu();
    code.push(insn.row().condition());
    code.mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, Names.HELPERS, "select", "(JJL" + Names.CPU + ";I)J", false);
    code.storeRegister(target.number(), 8);
  }

  private void general(Insn insn, int next) {
    switch (Semantics.of(insn.row().semantics())) {
      case Semantics.Compare f -> {
        code.pushCpu();
        pushOperand(insn, 0, next);
        pushOperand(insn, 1, next);
        call(insn, Names.COMPARE);
      }
      case Semantics.Binary f -> {
        int first = insn.row().is("wo") ? 1 : 0;
        result(
            insn,
            next,
            first == 0,
            () -> {
              pushOperand(insn, first + 1, next);
              call(insn, Names.BINARY);
            });
      }
      case Semantics.Unary f ->
          result(insn, next, !insn.row().is("wo"), () -> call(insn, Names.UNARY));
      default -> throw new IllegalArgumentException(insn.row().semantics());
    }
  }

  /**
   * Writes operand 0. What is computed has the processor and operand 0 (if it is {@code updated},
   * else operand 1) as its first arguments; {@code rest} pushes the others and calls.
   */
  private void result(Insn insn, int next, boolean updated, Runnable rest) {
    Operand target = insn.operand(0);
    if (!insn.isMemory(0)) {
      code.pushRegisterPlace(target.number());
      code.pushCpu();
      pushOperand(insn, updated ? 0 : 1, next);
      rest.run();
      code.storeRegister(target.number(), target.bits());
      return;
    }
    code.pushAddress(insn, next);
    code.mv.visitVarInsn(Opcodes.LSTORE, Code.LINEAR);
    code.pushMmu();
    code.mv.visitVarInsn(Opcodes.LLOAD, Code.LINEAR);
    code.pushCpu();
    if (updated) {
      code.pushMmu();
      code.mv.visitVarInsn(Opcodes.LLOAD, Code.LINEAR);
      code.push(target.bits() >> 3);
      code.mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.MMU, "loadForUpdate", "(JI)J", false);
    } else {
      pushOperand(insn, 1, next);
    }
    rest.run();
    code.store(target.bits());
  }

  private void call(Insn insn, String descriptor) {
    String name = insn.row().semantics();
    int dot = name.indexOf('.');
    code.push(insn.operand(0).bits());
    code.mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Names.SEMANTICS + name.substring(0, dot),
        name.substring(dot + 1),
        descriptor,
        false);
  }

  private void pushOperand(Insn insn, int i, int next) {
    Operand operand = insn.operand(i);
    switch (operand.kind()) {
      case GPR -> code.pushRegister(operand.number(), operand.bits());
      case MEMORY -> {
        code.pushMmu();
        code.pushAddress(insn, next);
        code.load(operand.bits());
      }
      case ONE -> code.push(1L);
      default -> code.push(insn.immediate() & -1L >>> 64 - operand.bits());
    }
  }
}
