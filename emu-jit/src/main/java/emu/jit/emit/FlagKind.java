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
 * <p>What is pending is an int: 0 if nothing is, else the kind and width of the last instruction
 * that wrote all flags ({@link #of}; 0 if the processor has them), and above it the direction and
 * width of a rotation that wrote CF and OF since ({@link #rotated}).
 */
enum FlagKind {
  ADD,
  SUB,
  /** With the carry. */
  ADC,
  /** With the borrow. */
  SBB,
  /** The first operand is the result; there is no second. */
  LOGIC,
  /** Shifts by a count that is not 0. */
  SHL,
  SHR,
  SAR,
  /** Leaves CF as it was. */
  INC,
  DEC,
  IMUL;

  private static final FlagKind[] ALL = values();
  private static final int ROTATION = 8;
  private static final int RIGHT = 4;

  /** What {@code insn}, which the emitter knows, leaves pending; null if it writes its flags. */
  static FlagKind of(Insn insn) {
    return switch (insn.row().semantics()) {
      case "BinaryArithmetic.add", "DataTransfer.xadd" -> ADD;
      case "BinaryArithmetic.sub",
          "BinaryArithmetic.cmp",
          "BinaryArithmetic.neg",
          "DataTransfer.cmpxchg" ->
          SUB;
      case "BinaryArithmetic.adc" -> ADC;
      case "BinaryArithmetic.sbb" -> SBB;
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

  /** Whether {@code insn} rotates by a count that is known and not 0. */
  static boolean isRotation(Insn insn) {
    return switch (insn.row().semantics()) {
      case "ShiftRotate.rol", "ShiftRotate.ror" -> count(insn) > 0;
      default -> false;
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

  /** What is pending after {@code insn}, which writes flags, if {@code before} was before. */
  static int after(Insn insn, int before) {
    int bits = insn.operand(0).bits();
    if (isRotation(insn)) {
      boolean right = insn.row().semantics().equals("ShiftRotate.ror");
      return rotated(outlivesRotation(before) ? before : FlagEmitter.SETTLED, right, bits);
    }
    FlagKind kind = of(insn);
    return kind == null ? FlagEmitter.SETTLED : kind.of(bits);
  }

  /** This kind for operands of {@code bits}. */
  int of(int bits) {
    return 1 + ordinal() * 4 + width(bits);
  }

  private static int width(int bits) {
    return Integer.numberOfTrailingZeros(bits >> 3);
  }

  /** {@code before}, and a rotation after it. */
  private static int rotated(int before, boolean right, int bits) {
    return base(before) | (1 + (right ? RIGHT : 0) + width(bits)) << ROTATION;
  }

  /**
   * Whether {@code pending} may go on when a rotation comes, which takes a place of its operands.
   */
  static boolean outlivesRotation(int pending) {
    if (pending < 0 || base(pending) == 0) {
      return pending >= 0;
    }
    FlagKind kind = kind(pending);
    return kind != ADC && kind != SBB;
  }

  /** {@code pending} without a rotation. */
  static int base(int pending) {
    return pending & (1 << ROTATION) - 1;
  }

  /** Whether the last that was left pending is a rotation. */
  static boolean hasRotation(int pending) {
    return pending >> ROTATION > 0;
  }

  /** Whether the rotation of {@code pending} is one to the right. */
  static boolean isRightRotation(int pending) {
    return ((pending >> ROTATION) - 1 & RIGHT) != 0;
  }

  /** The width of the rotation of {@code pending}. */
  static int rotationBits(int pending) {
    return 8 << ((pending >> ROTATION) - 1 & 3);
  }

  /** The kind that {@link #of} encoded. */
  static FlagKind kind(int pending) {
    return ALL[base(pending) - 1 >> 2];
  }

  /** The width that {@link #of} encoded. */
  static int bits(int pending) {
    return 8 << (base(pending) - 1 & 3);
  }

  /** Writes the flags of {@code pending}, which are not 0, to {@code cpu}. */
  static void replay(Cpu cpu, int pending, long a, long b, long c) {
    if (base(pending) != 0) {
      replayBase(cpu, pending, a, b, c);
    }
    if (hasRotation(pending)) {
      ShiftRotate.setRotateFlags(cpu, c, rotationBits(pending), isRightRotation(pending));
    }
  }

  private static void replayBase(Cpu cpu, int pending, long a, long b, long c) {
    int bits = bits(pending);
    switch (kind(pending)) {
      case ADD -> BinaryArithmetic.add(cpu, a, b, bits);
      case SUB -> BinaryArithmetic.sub(cpu, a, b, bits);
      case ADC -> {
        cpu.flagAux = c;
        BinaryArithmetic.adc(cpu, a, b, bits);
      }
      case SBB -> {
        cpu.flagAux = c;
        BinaryArithmetic.sbb(cpu, a, b, bits);
      }
      case LOGIC -> Logical.and(cpu, a, a, bits);
      case SHL -> ShiftRotate.shl(cpu, a, b, bits);
      case SHR -> ShiftRotate.shr(cpu, a, b, bits);
      case SAR -> ShiftRotate.sar(cpu, a, b, bits);
      case INC -> {
        cpu.flagAux = c;
        BinaryArithmetic.inc(cpu, a, bits);
      }
      case DEC -> {
        cpu.flagAux = c;
        BinaryArithmetic.dec(cpu, a, bits);
      }
      case IMUL -> BinaryArithmetic.imul(cpu, a, b, bits);
    }
  }
}
