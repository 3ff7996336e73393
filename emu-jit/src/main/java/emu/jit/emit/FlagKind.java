package emu.jit.emit;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.insn.BinaryArithmetic;
import emu.core.insn.Logical;
import emu.core.insn.ShiftRotate;

/**
 * Instructions whose flags a translation leaves pending: it remembers which kind of instruction it
 * was and its operands, and runs the semantic method again, for its flags alone, if somebody asks
 * for them. Most flags are overwritten unseen.
 *
 * <p>A kind of a width is an int: 0 stands for none, else {@link #of}.
 */
enum FlagKind {
  ADD,
  SUB,
  /** The first operand is the result; there is no second. */
  LOGIC,
  /** Shifts by a count that is not 0. */
  SHL,
  SHR,
  SAR,
  /** Flags before it must not be pending: CF stays. */
  INC,
  DEC,
  IMUL;

  private static final FlagKind[] ALL = values();

  /** What {@code insn}, which the emitter knows, leaves pending; null if it writes its flags. */
  static FlagKind of(Insn insn) {
    return switch (insn.row().semantics()) {
      case "BinaryArithmetic.add", "DataTransfer.xadd" -> ADD;
      case "BinaryArithmetic.sub",
          "BinaryArithmetic.cmp",
          "BinaryArithmetic.neg",
          "DataTransfer.cmpxchg" ->
          SUB;
      case "Logical.and", "Logical.or", "Logical.xor", "Logical.test" -> LOGIC;
      case "ShiftRotate.shl" -> count(insn) > 0 ? SHL : null;
      case "ShiftRotate.shr" -> count(insn) > 0 ? SHR : null;
      case "ShiftRotate.sar" -> count(insn) > 0 ? SAR : null;
      case "BinaryArithmetic.inc" -> INC;
      case "BinaryArithmetic.dec" -> DEC;
      case "BinaryArithmetic.imul" -> IMUL;
      default -> null;
    };
  }

  /** By how much {@code insn} shifts, if that is known; else 0. */
  static int count(Insn insn) {
    return switch (insn.operand(1).kind()) {
      case ONE -> 1;
      case IMMEDIATE -> (int) insn.immediate() & (insn.operand(0).bits() == 64 ? 63 : 31);
      default -> 0;
    };
  }

  /** This kind for operands of {@code bits}. */
  int of(int bits) {
    return 1 + ordinal() * 4 + Integer.numberOfTrailingZeros(bits >> 3);
  }

  /** The kind that {@link #of} encoded. */
  static FlagKind kind(int encoded) {
    return ALL[encoded - 1 >> 2];
  }

  /** The width that {@link #of} encoded. */
  static int bits(int encoded) {
    return 8 << (encoded - 1 & 3);
  }

  /** Writes the flags of an instruction of kind {@code encoded} to {@code cpu}. */
  static void replay(Cpu cpu, int encoded, long a, long b) {
    int bits = bits(encoded);
    // By number and not by constant: this is on the way out of most translations.
    switch (encoded - 1 >> 2) {
      case 0 -> BinaryArithmetic.add(cpu, a, b, bits);
      case 1 -> BinaryArithmetic.sub(cpu, a, b, bits);
      case 2 -> Logical.and(cpu, a, a, bits);
      case 3 -> ShiftRotate.shl(cpu, a, b, bits);
      case 4 -> ShiftRotate.shr(cpu, a, b, bits);
      case 5 -> ShiftRotate.sar(cpu, a, b, bits);
      case 6 -> BinaryArithmetic.inc(cpu, a, bits);
      case 7 -> BinaryArithmetic.dec(cpu, a, bits);
      default -> BinaryArithmetic.imul(cpu, a, b, bits);
    }
  }
}
