package emu.core.decode;

/**
 * A decoded instruction: what its bytes say, and nothing of where it lies or when it runs, so one
 * decoding serves every linear address at which the page is mapped.
 *
 * @param row its row of the opcode table
 * @param mode how its bytes were read
 * @param length bytes, 1 to 15, prefixes included
 * @param operandSize effective operand size in bits (16, 32 or 64), after prefixes, REX.W and the
 *     row's defaults
 * @param addressSize effective address size in bits (16, 32 or 64)
 * @param operands in the order of the SDM, destination first; implied ones of the row included
 * @param base base register of the effective address: 0 to 15, {@link #RIP}, or {@link #NONE}
 * @param index index register of the effective address: 0 to 15, or {@link #NONE}
 * @param shift the index register is shifted left by this (0 to 3)
 * @param displacement sign-extended displacement, or the offset of a moffs operand
 * @param segment segment register (0 to 5: ES, CS, SS, DS, FS, GS) of the memory operand or of the
 *     string source, override applied
 * @param immediate immediate, extended as the row says; relative distances sign-extended
 * @param immediate2 second immediate: selector of a far pointer, nesting level of ENTER
 * @param prefixes bits of {@link #LOCK}, {@link #REP}, {@link #REPNE}, {@link #SEGMENT_OVERRIDE}; a
 *     mandatory prefix is not among them
 */
public record Insn(
    OpcodeRow row,
    CodeMode mode,
    int length,
    int operandSize,
    int addressSize,
    java.util.List<Operand> operands,
    int base,
    int index,
    int shift,
    long displacement,
    int segment,
    long immediate,
    long immediate2,
    int prefixes) {

  /** No register. */
  public static final int NONE = -1;

  /** The address is relative to the end of the instruction. */
  public static final int RIP = 16;

  /** LOCK prefix. */
  public static final int LOCK = 1;

  /** F3 prefix that is not mandatory: REP or REPE. */
  public static final int REP = 2;

  /** F2 prefix that is not mandatory: REPNE. */
  public static final int REPNE = 4;

  /** A segment override that had an effect. */
  public static final int SEGMENT_OVERRIDE = 8;

  /** Whether all bits of {@code prefix} are there. */
  public boolean has(int prefix) {
    return (prefixes & prefix) == prefix;
  }

  /** Operand {@code i}, destination first. */
  public Operand operand(int i) {
    return operands.get(i);
  }

  /** Whether operand {@code i} is memory at the effective address. */
  public boolean isMemory(int i) {
    return operands.get(i).kind() == Operand.Kind.MEMORY;
  }
}
