package emu.jit.emit;

import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.decode.Operand;
import emu.core.insn.Semantics;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Emits single instructions that are no branches.
 *
 * <p>Each looks first whether its memory operand can be reached, and leaves the translation before
 * the instruction if not; then it loads; only then it changes anything. So it never faults.
 */
final class InsnEmitter {
  private final Code code;
  private final FlagEmitter flags;
  private final MemoryEmitter memory;
  private final VectorEmitter vectors;

  InsnEmitter(Code code, FlagEmitter flags, MemoryEmitter memory) {
    this.vectors = new VectorEmitter(code, memory);
    this.code = code;
    this.flags = flags;
    this.memory = memory;
  }

  /** Whether {@link #emit} knows this form; all others run as the interpreter's operation. */
  static boolean knows(Insn insn) {
    OpcodeRow row = insn.row();
    if (row.semantics().equals("Miscellaneous.nop") || VectorEmitter.knows(insn)) {
      return true;
    }
    if (row.is("sse") || row.is("mmx") || row.is("x87") || row.is("cpl0")) {
      return false;
    }
    for (Operand operand : insn.operands()) {
      switch (operand.kind()) {
        case GPR, GPR_HIGH, MEMORY, IMMEDIATE, ONE -> {}
        default -> {
          return false;
        }
      }
    }
    return switch (row.semantics()) {
      case "DataTransfer.pop" -> !insn.isMemory(0);
      case "DataTransfer.push",
          "DataTransfer.leave",
          "DataTransfer.lea",
          "DataTransfer.cmovcc",
          "DataTransfer.cwd",
          "DataTransfer.xchg",
          "DataTransfer.xadd",
          "DataTransfer.cmpxchg" ->
          true;
      case "BitByte.setcc" -> !insn.isMemory(0);
      default -> !(Semantics.of(row.semantics()) instanceof Semantics.Action);
    };
  }

  /** A new block begins. */
  void enterBlock() {
    vectors.enterBlock();
  }

  /** Emits instruction {@code index} of its block; {@code next} is where the next starts. */
  void emit(Insn insn, int index, int next) {
    memory.enter(index, next);
    if (VectorEmitter.knows(insn)) {
      vectors.emit(insn);
      return;
    }
    switch (insn.row().semantics()) {
      case "Miscellaneous.nop" -> {}
      case "DataTransfer.push" -> push(insn);
      case "DataTransfer.pop" -> pop(insn);
      case "DataTransfer.leave" -> leave(insn);
      case "DataTransfer.lea" -> lea(insn, next);
      case "DataTransfer.cmovcc" -> cmov(insn);
      case "DataTransfer.cwd" -> cwd(insn);
      case "DataTransfer.xchg" -> xchg(insn);
      case "DataTransfer.xadd" -> xadd(insn);
      case "DataTransfer.cmpxchg" -> cmpxchg(insn);
      case "BitByte.setcc" -> setcc(insn);
      default -> general(insn);
    }
  }

  private void push(Insn insn) {
    int size = insn.operandSize() >> 3;
    memory.readOperand(insn, 0);
    memory.reachStack(size);
    code.pushLocal(Layout.HOST);
    pushOperand(insn, 0);
    code.store(8 * size);
    memory.setStack(MemoryEmitter.RSP, -size);
  }

  private void pop(Insn insn) {
    int bits = insn.operandSize();
    memory.readStack(MemoryEmitter.RSP, bits);
    memory.setStack(MemoryEmitter.RSP, bits >> 3);
    code.pushLocal(Layout.VALUE);
    code.popRegister(insn.operand(0));
  }

  private void leave(Insn insn) {
    int bits = insn.operandSize();
    memory.readStack(MemoryEmitter.RBP, bits);
    memory.setStack(MemoryEmitter.RBP, bits >> 3);
    code.pushLocal(Layout.VALUE);
    code.popRegister(new Operand(Operand.Kind.GPR, MemoryEmitter.RBP, bits));
  }

  private void lea(Insn insn, int next) {
    code.pushOffset(insn, next);
    code.popRegister(insn.operand(0));
  }

  private void cmov(Insn insn) {
    Operand target = insn.operand(0);
    memory.readOperand(insn, 1);
    if (target.bits() == 32) {
      code.pushRegister(target);
      code.popRegister(target);
    }
    Label end = new Label();
    flags.branchIf(insn.row().condition() ^ 1, end);
    pushOperand(insn, 1);
    code.popRegister(target);
    code.place(end);
  }

  private void setcc(Insn insn) {
    Operand target = insn.operand(0);
    Label end = new Label();
    code.push(0L);
    code.popRegister(target);
    flags.branchIf(insn.row().condition() ^ 1, end);
    code.push(1L);
    code.popRegister(target);
    code.place(end);
  }

  private void cwd(Insn insn) {
    int bits = insn.operand(0).bits();
    code.pushRegister(insn.operand(1));
    code.signExtend(bits);
    code.push(63);
    code.op(Opcodes.LSHR);
    code.popRegister(insn.operand(0));
  }

  private void xchg(Insn insn) {
    int inMemory = insn.isMemory(1) ? 1 : 0;
    int other = 1 - inMemory;
    memory.updateOperand(insn, inMemory);
    if (insn.isMemory(inMemory)) {
      code.pushLocal(Layout.HOST);
      pushOperand(insn, other);
      code.store(insn.operand(inMemory).bits());
      code.pushLocal(Layout.VALUE);
      code.popRegister(insn.operand(other));
    } else {
      pushOperand(insn, 0);
      code.popLocal(Layout.VALUE);
      pushOperand(insn, 1);
      code.popRegister(insn.operand(0));
      code.pushLocal(Layout.VALUE);
      code.popRegister(insn.operand(1));
    }
  }

  private void xadd(Insn insn) {
    int bits = insn.operand(0).bits();
    memory.updateOperand(insn, 0);
    setFlagOperands(insn, 0, 1);
    flags.leave(FlagKind.ADD, bits);
    if (insn.isMemory(0)) {
      code.pushLocal(Layout.HOST);
      pushSum();
      code.store(bits);
      code.pushLocal(Layout.FLAG_A);
      code.popRegister(insn.operand(1));
    } else {
      code.pushLocal(Layout.FLAG_A);
      code.popRegister(insn.operand(1));
      pushSum();
      code.popRegister(insn.operand(0));
    }
  }

  private void pushSum() {
    code.pushLocal(Layout.FLAG_A);
    code.pushLocal(Layout.FLAG_B);
    code.op(Opcodes.LADD);
  }

  private void cmpxchg(Insn insn) {
    Operand target = insn.operand(0);
    Operand accumulator = new Operand(Operand.Kind.GPR, 0, target.bits());
    memory.updateOperand(insn, 0);
    pushOperand(insn, 0);
    code.popLocal(Layout.FLAG_B);
    code.pushRegister(accumulator);
    code.popLocal(Layout.FLAG_A);
    flags.leave(FlagKind.SUB, target.bits());
    Label differs = new Label();
    Label end = new Label();
    code.pushLocal(Layout.FLAG_A);
    code.pushLocal(Layout.FLAG_B);
    code.op(Opcodes.LCMP);
    code.mv.visitJumpInsn(Opcodes.IFNE, differs);
    if (insn.isMemory(0)) {
      code.pushLocal(Layout.HOST);
      pushOperand(insn, 1);
      code.store(target.bits());
    } else {
      pushOperand(insn, 1);
      code.popRegister(target);
    }
    code.mv.visitJumpInsn(Opcodes.GOTO, end);
    code.place(differs);
    code.pushLocal(Layout.FLAG_B);
    code.popRegister(accumulator);
    code.place(end);
  }

  private void general(Insn insn) {
    String name = insn.row().semantics();
    switch (Semantics.of(name)) {
      case Semantics.Compare f -> compare(insn, name);
      case Semantics.Binary f -> binary(insn, name);
      case Semantics.Unary f -> unary(insn, name);
      default -> throw new IllegalArgumentException(name);
    }
  }

  private void compare(Insn insn, String name) {
    int bits = insn.operand(0).bits();
    memory.readOperand(insn, 0);
    memory.readOperand(insn, 1);
    if (name.equals("Logical.test")) {
      pushOperand(insn, 0);
      if (!insn.operand(0).equals(insn.operand(1))) {
        pushOperand(insn, 1);
        code.op(Opcodes.LAND);
      }
      code.popLocal(Layout.FLAG_A);
      flags.leave(FlagKind.LOGIC, bits);
    } else {
      setFlagOperands(insn, 0, 1);
      flags.leave(FlagKind.SUB, bits);
    }
  }

  private void binary(Insn insn, String name) {
    int first = insn.row().is("wo") ? 1 : 0;
    if (first == 0) {
      memory.updateOperand(insn, 0);
    }
    for (int i = 1; i < insn.operands().size(); i++) {
      memory.readOperand(insn, i);
    }
    switch (name) {
      case "BinaryArithmetic.add" -> lazily(insn, FlagKind.ADD, Opcodes.LADD, () -> {});
      case "BinaryArithmetic.sub" -> lazily(insn, FlagKind.SUB, Opcodes.LSUB, () -> {});
      case "BinaryArithmetic.adc" -> withCarry(insn, FlagKind.ADC, Opcodes.LADD);
      case "BinaryArithmetic.sbb" -> withCarry(insn, FlagKind.SBB, Opcodes.LSUB);
      case "Logical.and" -> logic(insn, Opcodes.LAND);
      case "Logical.or" -> logic(insn, Opcodes.LOR);
      case "Logical.xor" -> logic(insn, Opcodes.LXOR);
      case "ShiftRotate.shl" -> shift(insn, FlagKind.SHL, Opcodes.LSHL);
      case "ShiftRotate.shr" -> shift(insn, FlagKind.SHR, Opcodes.LUSHR);
      case "ShiftRotate.sar" -> shift(insn, FlagKind.SAR, Opcodes.LSHR);
      case "ShiftRotate.rol" -> rotate(insn, Opcodes.LSHL, Opcodes.LUSHR);
      case "ShiftRotate.ror" -> rotate(insn, Opcodes.LUSHR, Opcodes.LSHL);
      case "BinaryArithmetic.imul" -> imul(insn, first);
      default -> binaryCall(insn, first);
    }
  }

  private void binaryCall(Insn insn, int first) {
    prepareFlags(insn);
    code.pushCpu();
    pushOperand(insn, first);
    pushOperand(insn, first + 1);
    code.push(insn.operand(0).bits());
    code.callSemantics(insn.row().semantics(), Names.BINARY);
    popResult(insn);
  }

  /** Before a call of a semantic method: it finds the flags that it may keep. */
  private void prepareFlags(Insn insn) {
    OpcodeRow row = insn.row();
    if (!row.flagsRead().isEmpty()) {
      flags.settle();
    } else if (!row.flagsWritten().isEmpty() || !row.flagsUndefined().isEmpty()) {
      if (row.flagsWritten().length() + row.flagsUndefined().length() == 6) {
        flags.forget();
      } else {
        flags.settle();
      }
    }
  }

  private void lazily(Insn insn, FlagKind kind, int opcode, Runnable rest) {
    setFlagOperands(insn, 0, 1);
    flags.leave(kind, insn.operand(0).bits());
    code.pushLocal(Layout.FLAG_A);
    code.pushLocal(Layout.FLAG_B);
    code.op(opcode);
    rest.run();
    popResult(insn);
  }

  private void withCarry(Insn insn, FlagKind kind, int opcode) {
    flags.keepCarry();
    lazily(
        insn,
        kind,
        opcode,
        () -> {
          code.pushLocal(Layout.FLAG_C);
          code.push(63);
          code.op(Opcodes.LUSHR);
          code.op(opcode);
        });
  }

  private void logic(Insn insn, int opcode) {
    boolean cleared = opcode == Opcodes.LXOR && insn.operand(0).equals(insn.operand(1));
    if (cleared && !insn.isMemory(0)) {
      code.push(0L);
    } else {
      pushOperand(insn, 0);
      pushOperand(insn, 1);
      code.op(opcode);
    }
    code.popLocal(Layout.FLAG_A);
    flags.leave(FlagKind.LOGIC, insn.operand(0).bits());
    code.pushLocal(Layout.FLAG_A);
    popResult(insn);
  }

  private void shift(Insn insn, FlagKind kind, int opcode) {
    int bits = insn.operand(0).bits();
    int count = FlagKind.count(insn);
    if (count == 0) {
      binaryCall(insn, 0);
      return;
    }
    pushOperand(insn, 0);
    code.popLocal(Layout.FLAG_A);
    code.push((long) count);
    code.popLocal(Layout.FLAG_B);
    flags.leave(kind, bits);
    code.pushLocal(Layout.FLAG_A);
    if (kind == FlagKind.SAR) {
      code.signExtend(bits);
    }
    code.push(count);
    code.op(opcode);
    popResult(insn);
  }

  /** Rotates: {@code out} is the shift in its direction, {@code in} the other one. */
  private void rotate(Insn insn, int out, int in) {
    if (!FlagKind.isRotation(insn)) {
      binaryCall(insn, 0);
      return;
    }
    int bits = insn.operand(0).bits();
    int count = FlagKind.count(insn) & bits - 1;
    flags.prepareRotation();
    pushOperand(insn, 0);
    code.popLocal(Layout.FLAG_C);
    if (count > 0) {
      code.pushLocal(Layout.FLAG_C);
      code.push(count);
      code.op(out);
      code.pushLocal(Layout.FLAG_C);
      code.push(bits - count);
      code.op(in);
      code.op(Opcodes.LOR);
      code.truncate(bits);
      code.popLocal(Layout.FLAG_C);
    }
    flags.leaveRotation(insn);
    code.pushLocal(Layout.FLAG_C);
    popResult(insn);
  }

  private void imul(Insn insn, int first) {
    int bits = insn.operand(0).bits();
    setFlagOperands(insn, first, first + 1);
    flags.leave(FlagKind.IMUL, bits);
    // The low half of a product does not depend on signs.
    code.pushLocal(Layout.FLAG_A);
    code.pushLocal(Layout.FLAG_B);
    code.op(Opcodes.LMUL);
    popResult(insn);
  }

  private void unary(Insn insn, String name) {
    boolean writeOnly = insn.row().is("wo");
    int source = writeOnly ? 1 : 0;
    if (writeOnly) {
      memory.readOperand(insn, 1);
      memory.reachOperand(insn, 0);
    } else {
      memory.updateOperand(insn, 0);
    }
    int bits = insn.operand(0).bits();
    switch (name) {
      case "DataTransfer.mov" -> pushOperand(insn, source);
      case "DataTransfer.movsx8" -> extended(insn, source, 8);
      case "DataTransfer.movsx16" -> extended(insn, source, 16);
      case "DataTransfer.movsx32" -> extended(insn, source, 32);
      case "Logical.not" -> {
        pushOperand(insn, source);
        code.push(-1L);
        code.op(Opcodes.LXOR);
      }
      case "BinaryArithmetic.neg" -> {
        pushOperand(insn, source);
        code.popLocal(Layout.FLAG_B);
        code.push(0L);
        code.popLocal(Layout.FLAG_A);
        flags.leave(FlagKind.SUB, bits);
        code.pushLocal(Layout.FLAG_B);
        code.op(Opcodes.LNEG);
      }
      case "BinaryArithmetic.inc" -> step(insn, FlagKind.INC, Opcodes.LADD);
      case "BinaryArithmetic.dec" -> step(insn, FlagKind.DEC, Opcodes.LSUB);
      default -> {
        prepareFlags(insn);
        code.pushCpu();
        pushOperand(insn, source);
        code.push(bits);
        code.callSemantics(name, Names.UNARY);
      }
    }
    popResult(insn);
  }

  private void extended(Insn insn, int source, int bits) {
    pushOperand(insn, source);
    code.signExtend(bits);
  }

  private void step(Insn insn, FlagKind kind, int opcode) {
    flags.keepCarry();
    pushOperand(insn, 0);
    code.popLocal(Layout.FLAG_A);
    flags.leave(kind, insn.operand(0).bits());
    code.pushLocal(Layout.FLAG_A);
    code.push(1L);
    code.op(opcode);
  }

  private void setFlagOperands(Insn insn, int a, int b) {
    pushOperand(insn, a);
    code.popLocal(Layout.FLAG_A);
    pushOperand(insn, b);
    code.popLocal(Layout.FLAG_B);
  }

  /** Pops the result into operand 0. */
  private void popResult(Insn insn) {
    Operand target = insn.operand(0);
    if (!insn.isMemory(0)) {
      code.popRegister(target);
      return;
    }
    code.popLocal(Layout.SCRATCH);
    code.pushLocal(Layout.HOST);
    code.pushLocal(Layout.SCRATCH);
    code.store(target.bits());
  }

  /** Operand {@code i}, zero-extended; one in memory has been loaded. */
  private void pushOperand(Insn insn, int i) {
    Operand operand = insn.operand(i);
    switch (operand.kind()) {
      case GPR, GPR_HIGH -> code.pushRegister(operand);
      case MEMORY -> code.pushLocal(Layout.VALUE);
      case ONE -> code.push(1L);
      default -> code.push(insn.immediate() & -1L >>> 64 - operand.bits());
    }
  }
}
