package emu.core.asm;

import java.util.Map;

/** What a source text assembled to. */
public final class Assembly {
  private final long origin;
  private final byte[] code;
  private final Map<String, Long> symbols;

  Assembly(long origin, byte[] code, Map<String, Long> symbols) {
    this.origin = origin;
    this.code = code;
    this.symbols = Map.copyOf(symbols);
  }

  /** Address of the first byte. */
  public long origin() {
    return origin;
  }

  /** A copy of the bytes. */
  public byte[] code() {
    return code.clone();
  }

  /** Number of bytes. */
  public int size() {
    return code.length;
  }

  /** Values of labels and {@code equ} names; a local label is called {@code label.local}. */
  public Map<String, Long> symbols() {
    return symbols;
  }

  /**
   * The value of {@code symbol}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public long symbol(String symbol) {
    Long value = symbols.get(symbol);
    if (value == null) {
      throw new IllegalArgumentException("no symbol " + symbol);
    }
    return value;
  }
}
