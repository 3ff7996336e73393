package emu.core.asm;

/** What is wrong within a line; {@link Assembler} adds which line. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SyntaxException(String cause) {
    super(cause);
  }
}
