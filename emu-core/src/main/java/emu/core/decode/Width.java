package emu.core.decode;

/** Width of an operand, the lower-case letters of its code (SDM 2D, A.2.2). */
public enum Width {
  NONE,
  B,
  W,
  D,
  Q,
  T,
  DQ,
  V,
  Z,
  Y,
  N,
  P,
  A,
  S;

  /** The width named {@code letters}; {@code ""} is {@link #NONE}. */
  static Width of(String letters) {
    return letters.isEmpty() ? NONE : valueOf(letters.toUpperCase(java.util.Locale.ROOT));
  }

  /** Width in bits under {@code operandSize}; 0 for {@link #NONE}. */
  public int bits(int operandSize, CodeMode mode) {
    return switch (this) {
      case NONE -> 0;
      case B -> 8;
      case W -> 16;
      case D -> 32;
      case Q -> 64;
      case T -> 80;
      case DQ -> 128;
      case V -> operandSize;
      case Z -> Math.min(operandSize, 32);
      case Y -> operandSize == 64 ? 64 : 32;
      case N -> mode == CodeMode.CODE_64 ? 64 : 32;
      case P -> 16 + Math.min(operandSize, 32); // AMD: REX.W makes no 64-bit offset
      case A -> 2 * operandSize;
      case S -> mode == CodeMode.CODE_64 ? 80 : 48;
    };
  }
}
