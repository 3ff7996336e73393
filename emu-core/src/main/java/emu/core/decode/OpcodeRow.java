package emu.core.decode;

import java.util.List;
import java.util.Set;

/**
 * One row of the opcode table.
 *
 * @param encoding the opcode as the SDM writes it, e.g. {@code 66 0F 6F}, {@code 80 /0}, {@code D8
 *     C0+i}
 * @param mnemonic e.g. {@code ADD}
 * @param operands operand codes of the SDM, e.g. {@code Eb}, {@code Gv}
 * @param attributes the words of the attribute column, e.g. {@code lock}, {@code i64}, {@code ends}
 * @param feature the CPUID feature that announces it, or the empty string
 * @param flagsRead status flags read, a subset of {@code OSZAPC} (and {@code D}, {@code I}, ...
 *     where they matter)
 * @param flagsWritten status flags given a defined value
 * @param flagsUndefined status flags that the SDM leaves undefined
 * @param semantics {@code Class.method} in {@code emu.core.insn}
 */
public record OpcodeRow(
    String encoding,
    String mnemonic,
    List<String> operands,
    Set<String> attributes,
    String feature,
    String flagsRead,
    String flagsWritten,
    String flagsUndefined,
    String semantics) {

  /** Whether the attribute column holds {@code word}. */
  public boolean is(String word) {
    return attributes.contains(word);
  }

  /**
   * Whether it must be the last of a block: it branches, changes how code is run, or what
   * interrupts it.
   */
  public boolean endsBlock() {
    return is("ends");
  }

  /** The condition that the attribute {@code cc:N} names, 0 to 15; -1 if there is none. */
  public int condition() {
    for (String word : attributes) {
      if (word.startsWith("cc:")) {
        return Integer.parseInt(word, 3, word.length(), 10);
      }
    }
    return -1;
  }
}
