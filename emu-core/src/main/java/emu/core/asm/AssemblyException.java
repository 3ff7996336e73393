package emu.core.asm;

/** What is wrong with a source text; the message names the line. */
public final class AssemblyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error in {@code line}, counted from 1. */
  AssemblyException(int line, String cause) {
    super("line " + line + ": " + cause);
  }
}
