package emu.core.decode;

/**
 * One operand of a decoded instruction.
 *
 * @param kind where the value is
 * @param number which register of its kind; 0 for the others
 * @param bits width of the value in bits (8, 16, 32, 64, 80, 128); 0 where it has none, as the
 *     address of LEA
 */
public record Operand(Kind kind, int number, int bits) {

  /** Where the value of an operand is. */
  public enum Kind {
    /** General register {@code number} (0 to 15, RAX to R15), its low bits. */
    GPR,
    /** AH, CH, DH or BH: bits 15:8 of general register {@code number} (0 to 3). */
    GPR_HIGH,
    /** Memory at the instruction's effective address. */
    MEMORY,
    /** The instruction's immediate, already extended to the operand's width. */
    IMMEDIATE,
    /** The instruction's second immediate (ENTER, EXTRQ). */
    IMMEDIATE2,
    /** A relative branch target: the immediate is the distance from the end of the instruction. */
    RELATIVE,
    /** A far pointer: the immediate is the offset, the second one the selector. */
    FAR_POINTER,
    /** Segment register {@code number} (0 to 5: ES, CS, SS, DS, FS, GS). */
    SEGMENT,
    /** Control register {@code number}. */
    CONTROL,
    /** Debug register {@code number}. */
    DEBUG,
    /** XMM register {@code number}. */
    XMM,
    /** MMX register {@code number}. */
    MMX,
    /** x87 stack register ST({@code number}). */
    ST,
    /** Memory at DS:rSI (segment may be overridden). */
    STRING_SOURCE,
    /** Memory at ES:rDI. */
    STRING_DESTINATION,
    /** The constant 1 of the shifts by one. */
    ONE
  }
}
