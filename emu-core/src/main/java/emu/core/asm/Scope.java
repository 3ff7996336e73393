package emu.core.asm;

/** What the value of an expression rests on: where the statement lies, and the symbols so far. */
interface Scope {
  /** {@code $}: address of the statement. */
  long here();

  /** {@code $$}: the origin. */
  long origin();

  /**
   * The value of a symbol; 0 as long as it is not known. {@link SyntaxException} if there is none
   * of that name.
   */
  long symbol(String name);

  /**
   * The same, but symbols that are not known yet are taken to lie here, so that branches start
   * short.
   */
  Scope near();
}
