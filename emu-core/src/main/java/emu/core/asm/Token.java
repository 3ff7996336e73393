package emu.core.asm;

/**
 * A token of a line.
 *
 * @param kind what it is
 * @param text as written, without quotes
 * @param value of a number, or of a string of up to 8 characters taken as one
 */
record Token(Kind kind, String text, long value) {
  enum Kind {
    NAME,
    NUMBER,
    FLOAT,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equalsIgnoreCase(name);
  }
}
