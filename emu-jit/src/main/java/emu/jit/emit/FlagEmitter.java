package emu.jit.emit;

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

  /** What is pending here: {@link #UNKNOWN}, {@link #SETTLED}, or a {@link FlagKind#of}. */
  int pending() {
    return pending;
  }

  /** Says what is pending at the start of a block. */
  void assume(int kind) {
    pending = kind;
  }

  /** Flags of {@code kind} are pending, whose operands are in their local variables. */
  void leave(FlagKind kind, int bits) {
    int encoded = kind.of(bits);
    if (pending != encoded) {
      setKind(encoded);
    }
  }

  /** Forgets what is pending: all flags are about to be written. */
  void forget() {
    if (pending != SETTLED) {
      setKind(SETTLED);
    }
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
    code.call(Names.SUPPORT, "settle", "(L" + Names.CPU + ";IJJ)V");
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
    return switch (FlagKind.kind(pending)) {
      case SUB -> pair != 0 && pair != 5;
      case LOGIC -> pair == 2 || pair == 4 || pair >= 6;
      case ADD -> pair == 1 || pair == 2 || pair == 4;
      case INC, DEC, SHL, SHR, SAR -> pair == 2 || pair == 4;
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
    FlagKind kind = FlagKind.kind(pending);
    int bits = FlagKind.bits(pending);
    if (kind == FlagKind.SUB) {
      branchIfCompared(cc, bits, target);
    } else if (kind == FlagKind.ADD && cc >> 1 == 1) {
      pushResult(kind, bits);
      code.truncate(bits);
      code.pushLocal(Layout.FLAG_B);
      compareUnsigned(bits);
      code.mv.visitJumpInsn((cc & 1) == 0 ? Opcodes.IFLT : Opcodes.IFGE, target);
    } else {
      pushResult(kind, bits);
      code.signExtend(bits);
      code.push(0L);
      code.op(Opcodes.LCMP);
      code.mv.visitJumpInsn(signed(cc), target);
    }
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
