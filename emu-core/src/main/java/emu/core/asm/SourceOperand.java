package emu.core.asm;

/** An operand as it is written. */
sealed interface SourceOperand {

  /** A register. */
  record InRegister(Register register) implements SourceOperand {}

  /**
   * A number, or the target of a branch.
   *
   * @param bits width that is asked for by a size word, or 0
   * @param distance {@code "short"}, {@code "near"} or {@code ""}
   */
  record Value(Expression value, int bits, String distance) implements SourceOperand {}

  /** A far pointer {@code segment:offset}; {@code bits} of the offset asked for, or 0. */
  record FarPointer(Expression segment, Expression offset, int bits) implements SourceOperand {}

  /**
   * Memory.
   *
   * @param bits width of the access asked for by a size word, or 0
   * @param far it holds a far pointer
   * @param segment segment override, or -1
   */
  record Memory(int bits, boolean far, int segment, Address address) implements SourceOperand {}
}
