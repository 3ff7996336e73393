package emu.jit.emit;

import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.insn.Semantics;
import org.objectweb.asm.Opcodes;

/** Emits SSE moves, and operations that treat both halves of XMM registers alike. */
final class VectorEmitter {
  /** The masks of all exceptions in MXCSR (SDM 1, 10.2.3). */
  private static final int MASKS = 0x1F80;

  private final Code code;
  private final MemoryEmitter memory;
  private boolean available;

  VectorEmitter(Code code, MemoryEmitter memory) {
    this.code = code;
    this.memory = memory;
  }

  /** Whether {@link #emit} knows this form. */
  static boolean knows(Insn insn) {
    if (!insn.row().is("sse") || insn.row().is("mmx") || insn.row().is("cpl0")) {
      return false;
    }
    for (Operand operand : insn.operands()) {
      switch (operand.kind()) {
        case XMM, MEMORY, GPR -> {}
        default -> {
          return false;
        }
      }
    }
    return switch (insn.row().semantics()) {
      case "SimdMove.mov", "SimdMove.pmovmskb" -> true;
      default ->
          insn.operands().size() == 2
              && insn.operand(0).kind() == Operand.Kind.XMM
              && insn.operand(1).kind() != Operand.Kind.GPR
              && Semantics.of(insn.row().semantics()) instanceof Semantics.FloatLanes;
    };
  }

  private static boolean isFloat(Insn insn) {
    return Semantics.of(insn.row().semantics()) instanceof Semantics.FloatLanes f
        && !(f instanceof Semantics.Lanes);
  }

  /** A new block begins: whether SSE may be used has to be asked again. */
  void enterBlock() {
    available = false;
  }

  /** Emits {@code insn}. */
  void emit(Insn insn) {
    if (!available) {
      code.pushCpu();
      code.call(Names.SUPPORT, "hasSse", Names.CONDITION);
      code.mv.visitJumpInsn(Opcodes.IFEQ, memory.out());
      available = true;
    }
    switch (insn.row().semantics()) {
      case "SimdMove.mov" -> move(insn);
      case "SimdMove.pmovmskb" -> signs(insn);
      default -> lanes(insn);
    }
  }

  private void move(Insn insn) {
    Operand to = insn.operand(0);
    Operand from = insn.operand(1);
    if (to.bits() < 128) {
      read(insn);
      memory.reachOperand(insn, 0);
      writeLow(insn, to);
    } else if (from.bits() < 128) {
      read(insn);
      set(to, 0, () -> pushLow(from));
      set(to, 1, () -> code.push(0L));
    } else if (to.kind() == Operand.Kind.MEMORY) {
      memory.reachBoth(insn, MemoryEmitter.Access.WRITE);
      storeHalf(from, 0);
      storeHalf(from, 1);
    } else {
      read(insn);
      set(to, 0, () -> pushLow(from));
      set(to, 1, () -> pushHigh(from));
    }
  }

  private void writeLow(Insn insn, Operand to) {
    Operand from = insn.operand(1);
    switch (to.kind()) {
      case XMM -> set(to, 0, () -> pushMerged(to, to.bits(), () -> pushLow(from)));
      case MEMORY -> {
        code.pushLocal(Layout.HOST);
        pushLow(from);
        code.store(to.bits());
      }
      default -> {
        pushLow(from);
        code.popRegister(to);
      }
    }
  }

  /** The low half of {@code to} with its low {@code bits} replaced. */
  private void pushMerged(Operand to, int bits, Runnable value) {
    value.run();
    if (bits < 64) {
      code.truncate(bits);
      pushHalf(to, 0);
      code.push(-1L << bits);
      code.op(Opcodes.LAND);
      code.op(Opcodes.LOR);
    }
  }

  private void storeHalf(Operand from, int half) {
    code.pushLocal(Layout.HOST);
    if (half > 0) {
      code.push(8L);
      code.op(Opcodes.LADD);
    }
    pushHalf(from, half);
    code.store(64);
  }

  private void signs(Insn insn) {
    for (int half = 0; half < 2; half++) {
      pushHalf(insn.operand(1), half);
      code.callSemantics("SimdMove.byteSigns", "(J)J");
    }
    code.push(8);
    code.op(Opcodes.LSHL);
    code.op(Opcodes.LOR);
    code.popRegister(insn.operand(0));
  }

  private void lanes(Insn insn) {
    Operand to = insn.operand(0);
    Operand from = insn.operand(1);
    boolean isFloat = isFloat(insn);
    if (isFloat) {
      leaveIfUnmasked();
    }
    read(insn);
    if (from.bits() <= 64) {
      set(to, 0, () -> pushMerged(to, from.bits(), () -> result(insn, isFloat, 0)));
    } else {
      result(insn, isFloat, 0);
      result(insn, isFloat, 1);
      code.popLocal(Layout.SCRATCH);
      code.popLocal(Layout.LINEAR);
      set(to, 0, () -> code.pushLocal(Layout.LINEAR));
      set(to, 1, () -> code.pushLocal(Layout.SCRATCH));
    }
  }

  /** Leaves before an instruction that may raise #XM: an exception of its is unmasked. */
  private void leaveIfUnmasked() {
    code.pushCpuField("mxcsr", "I");
    code.push(MASKS);
    code.op(Opcodes.IAND);
    code.push(MASKS);
    code.mv.visitJumpInsn(Opcodes.IF_ICMPNE, memory.out());
  }

  private void result(Insn insn, boolean withCpu, int half) {
    if (withCpu) {
      code.pushCpu();
    }
    pushHalf(insn.operand(0), half);
    if (half == 0) {
      pushLow(insn.operand(1));
    } else {
      pushHigh(insn.operand(1));
    }
    code.callSemantics(insn.row().semantics(), withCpu ? "(L" + Names.CPU + ";JJ)J" : "(JJ)J");
  }

  /** Loads operand 1, if it is memory. */
  private void read(Insn insn) {
    if (!insn.isMemory(1)) {
      return;
    }
    if (insn.operand(1).bits() < 128) {
      memory.readOperand(insn, 1);
      return;
    }
    memory.reachBoth(insn, MemoryEmitter.Access.READ);
    code.pushLocal(Layout.HOST);
    code.load(64);
    code.popLocal(Layout.VALUE);
    code.pushLocal(Layout.HOST);
    code.push(8L);
    code.op(Opcodes.LADD);
    code.load(64);
    code.popLocal(Layout.HIGH);
  }

  private void pushLow(Operand from) {
    switch (from.kind()) {
      case XMM -> {
        pushHalf(from, 0);
        code.truncate(Math.min(from.bits(), 64));
      }
      case MEMORY -> code.pushLocal(Layout.VALUE);
      default -> code.pushRegister(from);
    }
  }

  private void pushHigh(Operand from) {
    if (from.kind() == Operand.Kind.XMM) {
      pushHalf(from, 1);
    } else {
      code.pushLocal(Layout.HIGH);
    }
  }

  private void pushHalf(Operand xmm, int half) {
    code.pushCpuField("xmm", "[J");
    code.push(2 * xmm.number() + half);
    code.op(Opcodes.LALOAD);
  }

  private void set(Operand xmm, int half, Runnable value) {
    code.pushCpuField("xmm", "[J");
    code.push(2 * xmm.number() + half);
    value.run();
    code.op(Opcodes.LASTORE);
  }
}
