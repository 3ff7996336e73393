package emu.core.vectors;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import java.util.Set;

/** What the architecture leaves open. */
final class Undefined {
  private static final Set<String> IMAGES =
      Set.of(
          "State.fxrstor",
          "State.fxsave",
          "X87Control.fldenv",
          "X87Control.fnsave",
          "X87Control.fnstenv",
          "X87Control.frstor");

  private Undefined() {}

  /** Status flags that {@code insn} leaves undefined when run from {@code before}. */
  static long flags(Insn insn, VectorState before) {
    long flags = 0;
    for (char flag : insn.row().flagsUndefined().toCharArray()) {
      flags |= bit(flag);
    }
    return flags;
  }

  /**
   * Whether the result is undefined: SHLD and SHRD of 16 bits by more than 16 (SDM 2B, SHLD), where
   * processors differ.
   */
  static boolean result(Insn insn, VectorState before) {
    String semantics = insn.row().semantics();
    if (!semantics.equals("ShiftRotate.shld") && !semantics.equals("ShiftRotate.shrd")) {
      return false;
    }
    boolean byRegister = insn.operand(2).kind() == Operand.Kind.GPR;
    long count = byRegister ? before.words[Cpu.RCX] : insn.immediate();
    return insn.operandSize() == 16 && (count & 31) > 16;
  }

  /**
   * Whether it is open when the x87 state becomes MMX state: an instruction with MMX registers has
   * faulted, in its computation or in a masked store.
   */
  static boolean mmxState(Insn insn, int vector) {
    return insn.row().is("mmx")
        && (vector == Vector.XM || insn.row().semantics().equals("SimdMove.maskmovq"));
  }

  /**
   * Whether CR2 may name any byte of the page that faults: of images of many words, processors do
   * not access the first byte first.
   */
  static boolean addressInPage(Insn insn) {
    return IMAGES.contains(insn.row().semantics());
  }

  private static int bit(char flag) {
    return switch (flag) {
      case 'O' -> Flags.OF;
      case 'S' -> Flags.SF;
      case 'Z' -> Flags.ZF;
      case 'A' -> Flags.AF;
      case 'P' -> Flags.PF;
      case 'C' -> Flags.CF;
      default -> throw new IllegalArgumentException("no status flag " + flag);
    };
  }
}
