package emu.core.cpu;

import emu.core.decode.Insn;
import emu.core.decode.Operand;

/**
 * The last x87 opcode, as FNSTENV and FXSAVE report it (SDM 1, 8.1.9): 11 bits of opcode and ModRM
 * byte.
 */
public final class X87Opcode {
  private static final int SIB = 4;

  private X87Opcode() {}

  /** The last opcode of {@code fpu}. */
  public static int of(Fpu fpu) {
    return fpu.lastInsn == null ? fpu.lastOpcode : of(fpu.lastInsn);
  }

  /**
   * The opcode of an instruction.
   *
   * <p>Deviation: for a memory operand, the shortest ModRM byte that says the same; an assembler
   * may have chosen another.
   */
  static int of(Insn insn) {
    String[] words = insn.row().encoding().split(" ");
    int opcode = Integer.parseInt(words[0], 16) & 7;
    if (words.length == 1) {
      return opcode << 8;
    }
    String modRm = words[1];
    if (modRm.startsWith("/")) {
      return opcode << 8 | (modRm.charAt(1) - '0') << 3 | memory(insn);
    }
    int base = Integer.parseInt(modRm.substring(0, 2), 16);
    return opcode << 8 | (modRm.endsWith("+i") ? base + stackRegister(insn) : base);
  }

  private static int stackRegister(Insn insn) {
    int number = 0;
    for (Operand operand : insn.operands()) {
      number = Math.max(number, operand.number());
    }
    return number;
  }

  /**
   * Mod and r/m of 32-bit and 64-bit addressing (SDM 2A, table 2-2); those of 16-bit addressing for
   * its base alone.
   */
  private static int memory(Insn insn) {
    int base = insn.base();
    long displacement = insn.displacement();
    if (base == Insn.NONE || base == Insn.RIP) {
      return insn.index() == Insn.NONE ? 5 : SIB;
    }
    int mod =
        displacement == 0 && (base & 7) != 5 ? 0 : displacement == (byte) displacement ? 1 : 2;
    boolean sib = insn.index() != Insn.NONE || (base & 7) == SIB;
    return mod << 6 | (sib ? SIB : base & 7);
  }
}
