package emu.core.asm;

/** Something that puts bytes into the output. */
interface Statement {
  /**
   * Its bytes where {@code scope} says that it lies.
   *
   * @param minimum how many bytes it took before, so that instructions grow only and all addresses
   *     settle
   */
  byte[] bytes(Scope scope, int minimum);
}
