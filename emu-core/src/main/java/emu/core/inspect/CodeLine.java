package emu.core.inspect;

import java.util.HexFormat;

/**
 * An instruction in memory, as a listing shows it.
 *
 * @param address its linear address
 * @param bytes its bytes; none if its page is not mapped
 * @param text the instruction in Intel syntax, or in brackets why there is none
 */
public record CodeLine(long address, String bytes, String text) {

  /** How many bytes it has. */
  public int length() {
    return (bytes.length() + 1) / 3;
  }

  static CodeLine of(long address, byte[] code, int length, String text) {
    return new CodeLine(
        address,
        HexFormat.ofDelimiter(" ").formatHex(code, 0, Math.min(length, code.length)),
        text);
  }
}
