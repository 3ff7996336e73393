package emu.core.interp;

import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.decode.Operand;
import emu.core.insn.Availability;
import emu.core.insn.Semantics;
import emu.core.interp.Specialiser.Constants;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/** Chooses the operation for a decoded instruction. */
final class OpFactory {
  /** By row, of which there is one object each: whether something is to be checked first. */
  private static final Map<OpcodeRow, Boolean> GUARDED =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** The operation for {@code insn}, which lies {@code offset} bytes into its block. */
  Op make(Insn insn, int offset) {
    int end = offset + insn.length();
    Op op = special(insn, end);
    if (op == null) {
      op = general(insn, end);
    }
    return guarded(insn.row(), op);
  }

  private static boolean isGuarded(OpcodeRow row) {
    return row.is("mmx") || row.is("sse") || row.is("x87") || row.is("cpl0");
  }

  private static Op special(Insn insn, int end) {
    if (insn.mode() != CodeMode.CODE_64) {
      return null;
    }
    return switch (insn.row().semantics()) {
      case "ControlTransfer.jcc",
          "ControlTransfer.jmp",
          "ControlTransfer.call",
          "ControlTransfer.ret" ->
          BranchOps.make(insn, end);
      case "DataTransfer.push", "DataTransfer.pop" -> StackOps.make(insn, end);
      case "DataTransfer.lea", "DataTransfer.cmovcc", "BitByte.setcc" -> MoveOps.make(insn, end);
      default -> null;
    };
  }

  private static Op general(Insn insn, int end) {
    return switch (Semantics.of(insn.row().semantics())) {
      case Semantics.Action f ->
          Specialiser.make(ActionOp.class, new Constants(f, 0, 0, 0), insn, end);
      case Semantics.Binary f -> BinaryOps.make(insn, f, end);
      case Semantics.Compare f -> CompareOps.make(insn, f, end);
      case Semantics.Unary f -> UnaryOps.make(insn, f, end);
      case Semantics.FloatLanes f -> LaneOps.make(insn, f, end);
    };
  }

  // EMMS does not; CVTPI2PS and CVTPI2PD do not if they read memory.
  private static boolean usesMmxRegister(Insn insn) {
    return insn.operands().stream().anyMatch(operand -> operand.kind() == Operand.Kind.MMX);
  }

  private static Op guarded(OpcodeRow row, Op op) {
    if (!GUARDED.computeIfAbsent(row, OpFactory::isGuarded)) {
      return op;
    }
    Op result = op;
    if (row.is("mmx")) {
      result = usesMmxRegister(op.insn) ? new MmxOp(result) : result;
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
