package emu.jit.emit;

import emu.core.decode.Insn;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The pending flags while code is emitted, see {@link FlagKind}: what is known of them here, and
 * conditions on them.
 */
final class FlagEmitter {
  /** Pending or not, and what, is known only when the code runs. */
  static final int UNKNOWN = -1;

  /** Nothing is pending: the processor's flags are right. */
  static final int SETTLED = 0;

  private final Code code;
  private int pending;

  FlagEmitter(Code code) {
    this.code = code;
  }

  /** What is pending here: {@link #UNKNOWN}, {@link #SETTLED}, or as {@link FlagKind} says. */
  int pending() {
    return pending;
  }

  /** Says what is pending at the start of a block. */
  void assume(int kind) {
    pending = kind;
  }

  /** Flags of {@code kind} are pending, whose operands are in their local variables. */
  void leave(FlagKind kind, int bits) {
    change(kind.of(bits));
  }

  /**
   * {@code rotation} leaves CF and OF pending, the others stay. Its result is in the local variable
   * {@link Layout#FLAG_C}.
   */
  void leaveRotation(Insn rotation) {
    change(FlagKind.after(rotation, pending));
  }

  /** Before a rotation: settles what must not be pending with it. */
  void prepareRotation() {
    if (!FlagKind.outlivesRotation(pending)) {
      settle();
    }
  }

  /** Puts CF into bit 63 of the local variable {@link Layout#FLAG_C}. */
  void keepCarry() {
    if (!carryIsKept()) {
      pushCarry();
      code.popLocal(Layout.FLAG_C);
    }
  }

  private boolean carryIsKept() {
    if (FlagKind.base(pending) == 0 || pending < 0 || FlagKind.hasRotation(pending)) {
      return false;
    }
    FlagKind kind = FlagKind.kind(pending);
    return kind == FlagKind.INC || kind == FlagKind.DEC;
  }

  private void change(int kind) {
    if (pending != kind) {
      setKind(kind);
    }
  }

  /** Forgets what is pending: all flags are about to be written. */
  void forget() {
    change(SETTLED);
  }

  private void setKind(int kind) {
    code.push(kind);
    code.mv.visitVarInsn(Opcodes.ISTORE, Layout.FLAG_KIND);
    pending = kind;
  }

  /** Makes the processor's flags right. */
  void settle() {
    if (pending == SETTLED) {
      return;
    }
    code.pushCpu();
    if (pending == UNKNOWN) {
      code.mv.visitVarInsn(Opcodes.ILOAD, Layout.FLAG_KIND);
    } else {
      code.push(pending);
    }
    code.pushLocal(Layout.FLAG_A);
    code.pushLocal(Layout.FLAG_B);
    code.pushLocal(Layout.FLAG_C);
    code.call(Names.SUPPORT, "settle", Names.SETTLE);
    setKind(SETTLED);
  }

  /**
   * What is pending after condition {@code cc} was asked for while {@code before} was pending: it
   * is settled if the condition does not follow from the operands alone.
   */
  static int afterCondition(int before, int cc) {
    return isDirect(before, cc) ? before : SETTLED;
  }

  private static boolean isDirect(int pending, int cc) {
    if (pending <= SETTLED) {
      return false;
    }
    int pair = cc >> 1;
    if (FlagKind.hasRotation(pending)) {
      boolean ofBase = pair == 2 || pair == 4;
      return pair == 1 || ofBase && isDirect(FlagKind.base(pending), cc);
    }
    return switch (FlagKind.kind(pending)) {
      case SUB -> pair != 0 && pair != 5;
      case LOGIC -> pair != 0 && pair != 5;
      case ADD, ADC, SBB, INC, DEC, SHL, SHR, SAR -> pair == 1 || pair == 2 || pair == 4;
      case IMUL -> false;
    };
  }

  /** Settles flags if condition {@code cc} does not follow from the operands alone. */
  void prepare(int cc) {
    if (!isDirect(pending, cc)) {
      settle();
    }
  }

  /** Branches to {@code target} if condition {@code cc} holds. */
  void branchIf(int cc, Label target) {
    if (!isDirect(pending, cc)) {
      settle();
      branchIfSettled(cc, target);
      return;
    }
    int pair = cc >> 1;
    if (pair == 1 && !isComparison()) {
      pushCarry();
      code.push(0L);
      code.op(Opcodes.LCMP);
      code.mv.visitJumpInsn((cc & 1) == 0 ? Opcodes.IFLT : Opcodes.IFGE, target);
      return;
    }
    FlagKind kind = FlagKind.kind(pending);
    int bits = FlagKind.bits(pending);
    if (kind == FlagKind.SUB) {
      branchIfCompared(cc, bits, target);
      return;
    }
    pushResult(kind, bits);
    code.signExtend(bits);
    code.push(0L);
    code.op(Opcodes.LCMP);
    boolean clearCarry = kind == FlagKind.LOGIC && pair == 3;
    code.mv.visitJumpInsn(signed(clearCarry ? cc - 2 : cc), target);
  }

  private boolean isComparison() {
    return !FlagKind.hasRotation(pending) && FlagKind.kind(pending) == FlagKind.SUB;
  }

  /** A long whose bit 63 is CF. */
  private void pushCarry() {
    if (FlagKind.hasRotation(pending) && pending > 0) {
      code.pushLocal(Layout.FLAG_C);
      int bits = FlagKind.rotationBits(pending);
      shiftLeft(FlagKind.isRightRotation(pending) ? 64 - bits : 63);
      return;
    }
    if (pending <= SETTLED || FlagKind.kind(pending) == FlagKind.IMUL) {
      settle();
      code.pushCpuField("flagAux", "J");
      return;
    }
    FlagKind kind = FlagKind.kind(pending);
    int bits = FlagKind.bits(pending);
    switch (kind) {
      case LOGIC -> code.push(0L);
      case INC, DEC -> code.pushLocal(Layout.FLAG_C);
      case SHL, SHR, SAR -> pushShiftedOut(kind, bits);
      case SUB, SBB -> {
        if (bits == 64) {
          pushCarries(kind, -1L);
        } else {
          pushResult(kind, bits);
        }
      }
      default -> {
        if (bits == 64) {
          pushCarries(kind, 0);
        } else {
          pushResult(kind, bits);
          shiftLeft(63 - bits);
        }
      }
    }
  }

  /**
   * The carries out of the bits of a sum, or the borrows of a difference: {@code inverted} is -1
   * for that, else 0.
   */
  private void pushCarries(FlagKind kind, long inverted) {
    pushFirst(inverted);
    code.pushLocal(Layout.FLAG_B);
    code.op(Opcodes.LAND);
    pushFirst(inverted);
    code.pushLocal(Layout.FLAG_B);
    code.op(Opcodes.LOR);
    pushResult(kind, 64);
    if (inverted == 0) {
      code.push(-1L);
      code.op(Opcodes.LXOR);
    }
    code.op(Opcodes.LAND);
    code.op(Opcodes.LOR);
  }

  private void pushFirst(long inverted) {
    code.pushLocal(Layout.FLAG_A);
    if (inverted != 0) {
      code.push(inverted);
      code.op(Opcodes.LXOR);
    }
  }

  /** The last bit that was shifted out, in bit 63; the count is known when the code runs only. */
  private void pushShiftedOut(FlagKind kind, int bits) {
    code.pushLocal(Layout.FLAG_A);
    if (kind == FlagKind.SAR) {
      code.signExtend(bits);
    }
    if (kind == FlagKind.SHL) {
      // Bit (width - count) of the operand; a count past the width shifts out zeros.
      shiftLeft(64 - bits);
      code.pushLocal(Layout.FLAG_B);
      code.push(1L);
      code.op(Opcodes.LSUB);
      code.op(Opcodes.L2I);
      code.op(Opcodes.LSHL);
    } else {
      code.push(64L);
      code.pushLocal(Layout.FLAG_B);
      code.op(Opcodes.LSUB);
      code.op(Opcodes.L2I);
      code.op(Opcodes.LSHL);
    }
  }

  private void shiftLeft(int count) {
    code.push(count);
    code.op(Opcodes.LSHL);
  }

  private void branchIfSettled(int cc, Label target) {
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
    code.pushCpu();
    if (simple == null) {
      code.push(cc & ~1);
      code.call(Names.FLAGS, "condition", "(L" + Names.CPU + ";I)Z");
    } else {
      code.call(Names.FLAGS, simple, Names.CONDITION);
    }
    code.mv.visitJumpInsn((cc & 1) == 0 ? Opcodes.IFNE : Opcodes.IFEQ, target);
  }

  private void branchIfCompared(int cc, int bits, Label target) {
    int pair = cc >> 1;
    if (pair == 4) {
      pushResult(FlagKind.SUB, bits);
      code.signExtend(bits);
      code.push(0L);
      code.op(Opcodes.LCMP);
    } else {
      code.pushLocal(Layout.FLAG_A);
      boolean signed = pair >= 6;
      if (signed) {
        code.signExtend(bits);
      }
      code.pushLocal(Layout.FLAG_B);
      if (signed) {
        code.signExtend(bits);
      }
      if (signed || pair == 2) {
        code.op(Opcodes.LCMP);
      } else {
        compareUnsigned(bits);
      }
    }
    code.mv.visitJumpInsn(signed(cc), target);
  }

  /** The jump behind a three-way comparison that {@code cc} stands for. */
  private static int signed(int cc) {
    int positive =
        switch (cc >> 1) {
          case 2 -> Opcodes.IFEQ;
          case 3, 7 -> Opcodes.IFLE;
          default -> Opcodes.IFLT;
        };
    return (cc & 1) == 0 ? positive : negation(positive);
  }

  private static int negation(int jump) {
    return switch (jump) {
      case Opcodes.IFEQ -> Opcodes.IFNE;
      case Opcodes.IFLE -> Opcodes.IFGT;
      default -> Opcodes.IFGE;
    };
  }

  /** Three-way comparison of two longs that are zero-extended from {@code bits}. */
  private void compareUnsigned(int bits) {
    if (bits == 64) {
      code.call("java/lang/Long", "compareUnsigned", "(JJ)I");
    } else {
      code.op(Opcodes.LCMP);
    }
  }

  /** The result that went with the pending flags; its upper bits are anything. */
  private void pushResult(FlagKind kind, int bits) {
    code.pushLocal(Layout.FLAG_A);
    switch (kind) {
      case ADD -> binary(Opcodes.LADD);
      case SUB -> binary(Opcodes.LSUB);
      case ADC -> withCarry(Opcodes.LADD);
      case SBB -> withCarry(Opcodes.LSUB);
      case INC -> one(Opcodes.LADD);
      case DEC -> one(Opcodes.LSUB);
      case SHL -> shift(Opcodes.LSHL);
      case SHR -> shift(Opcodes.LUSHR);
      case SAR -> {
        code.signExtend(bits);
        shift(Opcodes.LSHR);
      }
      case LOGIC -> {}
      case IMUL -> throw new IllegalArgumentException(kind.name());
    }
  }

  private void binary(int opcode) {
    code.pushLocal(Layout.FLAG_B);
    code.op(opcode);
  }

  private void withCarry(int opcode) {
    binary(opcode);
    code.pushLocal(Layout.FLAG_C);
    code.push(63);
    code.op(Opcodes.LUSHR);
    code.op(opcode);
  }

  private void one(int opcode) {
    code.push(1L);
    code.op(opcode);
  }

  private void shift(int opcode) {
    code.pushLocal(Layout.FLAG_B);
    code.op(Opcodes.L2I);
    code.op(opcode);
  }
}
