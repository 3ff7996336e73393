package emu.jit.region;

import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.interp.Block;
import java.util.ArrayList;
import java.util.List;

/** What a translation makes of branches. */
public final class Branches {
  private Branches() {}

  /** How a branch finds its target. */
  public enum Kind {
    /** JMP relative. */
    JUMP,
    /** Jcc. */
    CONDITION,
    /** CALL relative. */
    CALL,
    /** JMP to an address in a register or in memory. */
    INDIRECT_JUMP,
    /** CALL of an address in a register or in memory. */
    INDIRECT_CALL,
    /** Near RET. */
    RETURN,
    /** No branch, or one that is left to the interpreter's operation. */
    OTHER
  }

  /** The kind of {@code insn}. */
  public static Kind kind(Insn insn) {
    if (!isWhole(insn)) {
      return Kind.OTHER;
    }
    return switch (insn.row().semantics()) {
      case "ControlTransfer.jmp" -> isRelative(insn) ? Kind.JUMP : Kind.INDIRECT_JUMP;
      case "ControlTransfer.jcc" -> Kind.CONDITION;
      case "ControlTransfer.call" -> isRelative(insn) ? Kind.CALL : Kind.INDIRECT_CALL;
      case "ControlTransfer.ret" -> Kind.RETURN;
      default -> Kind.OTHER;
    };
  }

  /** Whether the branch sets all of RIP, EIP or IP that the code segment has. */
  private static boolean isWhole(Insn insn) {
    return insn.mode() == CodeMode.CODE_16 || insn.operandSize() == insn.mode().bits();
  }

  private static boolean isRelative(Insn insn) {
    return insn.operand(0).kind() == Operand.Kind.RELATIVE;
  }

  /** Where the block at {@code offset} goes by direct branches and by falling through. */
  public static List<Integer> successors(Block block, int offset) {
    List<Integer> result = new ArrayList<>(2);
    int end = offset + block.bytes();
    Insn last = block.op(block.size() - 1).insn;
    if (!block.setsRip()) {
      result.add(end);
      return result;
    }
    switch (kind(last)) {
      case JUMP, CALL -> result.add(end + (int) last.immediate());
      case CONDITION -> {
        result.add(end + (int) last.immediate());
        result.add(end);
      }
      default -> {}
    }
    return result;
  }

  /** Whether the block ends in a near RET. */
  public static boolean endsInReturn(Block block) {
    return block.setsRip() && kind(block.op(block.size() - 1).insn) == Kind.RETURN;
  }

  /** Whether the block returns to its end after a call. */
  public static boolean endsInCall(Block block) {
    return block.setsRip()
        && switch (kind(block.op(block.size() - 1).insn)) {
          case CALL, INDIRECT_CALL -> true;
          default -> false;
        };
  }
}
