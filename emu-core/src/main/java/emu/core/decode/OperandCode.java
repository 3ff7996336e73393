package emu.core.decode;

/**
 * An operand code of the opcode table, e.g. {@code Ev}: where the operand is encoded and how wide
 * it is.
 *
 * @param place where it is encoded
 * @param registerWidth its width as a register, immediate or fixed operand
 * @param memoryWidth its width as memory
 * @param number register number of a fixed operand
 * @param implied not written in assembler
 */
public record OperandCode(
    Place place, Width registerWidth, Width memoryWidth, int number, boolean implied) {

  /** Where an operand is encoded (SDM 2D, A.2.1). */
  public enum Place {
    RM_GPR,
    RM_MMX,
    RM_XMM,
    RM_MEMORY,
    REG_GPR,
    REG_MMX,
    REG_XMM,
    REG_SEGMENT,
    REG_CONTROL,
    REG_DEBUG,
    OPCODE_GPR,
    UNSIGNED_IMMEDIATE,
    SIGNED_IMMEDIATE,
    RELATIVE,
    FAR_POINTER,
    OFFSET,
    STRING_SOURCE,
    STRING_DESTINATION,
    FIXED_GPR,
    FIXED_SEGMENT,
    FIXED_XMM,
    ST_I,
    ST_0,
    ONE
  }

  private static final String GPRS = "AX CX DX BX SP BP SI DI";
  private static final String BYTE_GPRS = "AL CL DL BL";
  private static final String SEGMENTS = "ES CS SS DS FS GS";

  /** Parses a code. */
  public static OperandCode of(String code) {
    if (code.startsWith("(")) {
      OperandCode inner = of(code.substring(1, code.length() - 1));
      return new OperandCode(
          inner.place, inner.registerWidth, inner.memoryWidth, inner.number, true);
    }
    OperandCode fixed = fixed(code);
    if (fixed != null) {
      return fixed;
    }
    int slash = code.indexOf('/');
    if (slash > 0) { // Rv/Mw
      Width memory = Width.of(code.substring(slash + 2));
      return new OperandCode(Place.RM_GPR, Width.of(code.substring(1, slash)), memory, 0, false);
    }
    if (code.equals("Ibs")) {
      return new OperandCode(Place.SIGNED_IMMEDIATE, Width.B, Width.B, 0, false);
    }
    Width width = Width.of(code.substring(1));
    return new OperandCode(place(code.charAt(0), width), width, width, 0, false);
  }

  private static Place place(char method, Width width) {
    return switch (method) {
      case 'E', 'R' -> Place.RM_GPR;
      case 'Q', 'N' -> Place.RM_MMX;
      case 'W', 'U' -> Place.RM_XMM;
      case 'M' -> Place.RM_MEMORY;
      case 'G' -> Place.REG_GPR;
      case 'P' -> Place.REG_MMX;
      case 'V' -> Place.REG_XMM;
      case 'S' -> Place.REG_SEGMENT;
      case 'C' -> Place.REG_CONTROL;
      case 'D' -> Place.REG_DEBUG;
      case 'Z' -> Place.OPCODE_GPR;
      case 'I' ->
          width == Width.B || width == Width.W ? Place.UNSIGNED_IMMEDIATE : Place.SIGNED_IMMEDIATE;
      case 'J' -> Place.RELATIVE;
      case 'A' -> Place.FAR_POINTER;
      case 'O' -> Place.OFFSET;
      case 'X' -> Place.STRING_SOURCE;
      case 'Y' -> Place.STRING_DESTINATION;
      default -> throw new IllegalArgumentException("unknown addressing method " + method);
    };
  }

  private static OperandCode fixed(String code) {
    switch (code) {
      case "1":
        return new OperandCode(Place.ONE, Width.B, Width.NONE, 0, false);
      case "ST0":
        return new OperandCode(Place.ST_0, Width.T, Width.NONE, 0, false);
      case "STi":
        return new OperandCode(Place.ST_I, Width.T, Width.NONE, 0, false);
      case "XMM0":
        return new OperandCode(Place.FIXED_XMM, Width.DQ, Width.NONE, 0, false);
      default:
        break;
    }
    if (code.length() == 2 && SEGMENTS.contains(code)) {
      int number = SEGMENTS.indexOf(code) / 3;
      return new OperandCode(Place.FIXED_SEGMENT, Width.W, Width.NONE, number, false);
    }
    if (code.length() == 2 && BYTE_GPRS.contains(code)) {
      return gpr(Width.B, BYTE_GPRS.indexOf(code) / 3);
    }
    if (code.length() == 2 && GPRS.contains(code)) {
      return gpr(Width.W, GPRS.indexOf(code) / 3);
    }
    if (code.length() == 3 && GPRS.contains(code.substring(1))) {
      Width width =
          switch (code.charAt(0)) {
            case 'E' -> Width.D;
            case 'R' -> Width.Q;
            case 'r' -> Width.V;
            case 'e' -> Width.Z;
            default -> throw new IllegalArgumentException("unknown register " + code);
          };
      return gpr(width, GPRS.indexOf(code.substring(1)) / 3);
    }
    return null;
  }

  private static OperandCode gpr(Width width, int number) {
    return new OperandCode(Place.FIXED_GPR, width, Width.NONE, number, false);
  }

  /** Whether it is encoded in the ModRM byte. */
  public boolean needsModRm() {
    return place.ordinal() <= Place.REG_DEBUG.ordinal() || place == Place.ST_I;
  }
}
