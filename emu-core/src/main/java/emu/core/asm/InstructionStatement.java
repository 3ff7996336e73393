package emu.core.asm;

import java.util.ArrayList;
import java.util.List;

/**
 * An instruction: the shortest encoding that the table allows, and that is no shorter than before.
 */
record InstructionStatement(Instruction instruction) implements Statement {

  @Override
  public byte[] bytes(Scope scope, int minimum) {
    List<Candidate> candidates = candidates(scope);
    if (candidates.isEmpty()) {
      throw new SyntaxException(
          "no form of "
              + instruction.mnemonic()
              + " takes these operands, or a value is too large");
    }
    checkWidth(candidates);
    byte[] best = null;
    byte[] longest = candidates.get(0).bytes();
    for (Candidate candidate : candidates) {
      byte[] bytes = candidate.bytes();
      if (bytes.length >= minimum && (best == null || bytes.length < best.length)) {
        best = bytes;
      }
      longest = bytes.length > longest.length ? bytes : longest;
    }
    return best == null ? longest : best;
  }

  private List<Candidate> candidates(Scope scope) {
    List<Candidate> candidates = new ArrayList<>();
    List<RowEncoder> rows = Mnemonics.rows(instruction.mnemonic());
    if (rows.isEmpty()) {
      throw new SyntaxException("unknown instruction '" + instruction.mnemonic() + "'");
    }
    for (Instruction variant : OperandVariants.of(instruction, scope)) {
      for (RowEncoder row : rows) {
        row.addTo(candidates, variant, scope);
      }
      if (!candidates.isEmpty() && !OperandVariants.commutes(instruction)) {
        break;
      }
    }
    return candidates;
  }

  /** Memory without a size word and without a register beside it does not say how wide it is. */
  private void checkWidth(List<Candidate> candidates) {
    int bits = candidates.get(0).memoryBits();
    for (Candidate candidate : candidates) {
      if (candidate.memoryBits() != bits && !candidate.usualSize()) {
        throw new SyntaxException(
            "the width of the memory operand is not clear: write byte, word, dword or qword");
      }
    }
  }
}
