package emu.core.interp;

import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.decode.Operand;
import emu.core.insn.Availability;
import emu.core.insn.Semantics;
import emu.core.insn.SimdOperands;

/** Chooses the operation for a decoded instruction. */
final class OpFactory {

  /** The operation for {@code insn}, which lies {@code offset} bytes into its block. */
  Op make(Insn insn, int offset) {
    int end = offset + insn.length();
    Op op = special(insn, end);
    if (op == null) {
      op = general(insn, end);
    }
    return guarded(insn.row(), op);
  }

  private static Op special(Insn insn, int end) {
    if (insn.mode() != CodeMode.CODE_64 || insn.operandSize() != 64 && insn.row().is("f64")) {
      return null;
    }
    return switch (insn.row().semantics()) {
      case "ControlTransfer.jcc" -> BranchOps.jcc(insn, end);
      case "ControlTransfer.jmp" -> isRelative(insn) ? BranchOps.jmp(insn, end) : null;
      case "ControlTransfer.call" -> isRelative(insn) ? BranchOps.call(insn, end) : null;
      default -> null;
    };
  }

  private static boolean isRelative(Insn insn) {
    return insn.operand(0).kind() == Operand.Kind.RELATIVE;
  }

  private static Op general(Insn insn, int end) {
    return switch (Semantics.of(insn.row().semantics())) {
      case Semantics.Action f -> new ActionOp(insn, f, end);
      case Semantics.Binary f -> BinaryOps.make(insn, f, end);
      case Semantics.Compare f -> CompareOps.make(insn, f, end);
      case Semantics.Unary f -> UnaryOps.make(insn, f, end);
      case Semantics.Lanes f -> LaneOps.make(insn, f, end);
      case Semantics.FloatLanes f -> LaneOps.make(insn, f, end);
    };
  }

  private static Op guarded(OpcodeRow row, Op op) {
    Op result = op;
    if (row.is("mmx")) {
      result = new GuardedOp(SimdOperands::enterMmx, result);
      result = new GuardedOp(Availability::mmx, result);
    }
    if (row.is("sse")) {
      result = new GuardedOp(Availability::sse, result);
    }
    if (row.is("x87")) {
      result =
          new GuardedOp(row.is("nowait") ? Availability::x87NoWait : Availability::x87, result);
    }
    if (row.is("cpl0")) {
      result = new GuardedOp(Availability::privileged, result);
    }
    return result;
  }
}
