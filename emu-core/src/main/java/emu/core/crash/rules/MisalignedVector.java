package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import java.util.Optional;

/** An SSE instruction that wants its operand at a multiple of 16. */
public final class MisalignedVector implements Rule {

  private static final int ALIGNMENT = 16;

  @Override
  public Optional<String> explain(Crash crash) {
    return crash.fault().filter(fault -> fault.is(Vector.GP)).flatMap(this::explain);
  }

  private Optional<String> explain(Fault fault) {
    return fault
        .instruction()
        .filter(insn -> isVector(insn) && fault.address(insn) % ALIGNMENT != 0)
        .map(insn ->
            "#GP at %s: the operand of %s at 0x%x is no multiple of 16%s"
                .formatted(
                    fault.place(),
                    fault.mnemonic(),
                    fault.address(insn),
                    isOnStack(insn)
                        ? ": the stack is misaligned (RSP must be a multiple of 16 before a CALL)"
                        : ""));
  }

  private static boolean isVector(Insn insn) {
    return insn.operands().stream()
        .anyMatch(operand -> operand.kind() == Operand.Kind.MEMORY && operand.bits() == 128);
  }

  private static boolean isOnStack(Insn insn) {
    return insn.base() == Cpu.RSP || insn.base() == Cpu.RBP;
  }
}
