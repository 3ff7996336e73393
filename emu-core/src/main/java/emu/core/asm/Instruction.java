package emu.core.asm;

import emu.core.decode.CodeMode;
import java.util.List;

/**
 * An instruction as it is written.
 *
 * @param mnemonic in upper case
 * @param prefixes bytes of LOCK, REP, REPNE and segment prefixes written before it
 * @param operandSize asked for by {@code o16}, {@code o32}, or 0
 * @param addressSize asked for by {@code a16}, {@code a32}, or 0
 */
record Instruction(
    CodeMode mode,
    String mnemonic,
    List<Integer> prefixes,
    int operandSize,
    int addressSize,
    List<SourceOperand> operands) {

  Instruction withOperands(List<SourceOperand> others) {
    return new Instruction(mode, mnemonic, prefixes, operandSize, addressSize, others);
  }
}
