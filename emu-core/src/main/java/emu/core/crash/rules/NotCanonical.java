package emu.core.crash.rules;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import java.util.Optional;

/** A memory operand whose address is not canonical. */
public final class NotCanonical implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .filter(fault -> fault.is(Vector.GP) || fault.is(Vector.SS))
        .filter(fault -> crash.cpu().is64BitCode() && fault.delivery().errorCode() == 0)
        .flatMap(this::explain);
  }

  private Optional<String> explain(Fault fault) {
    Insn insn = fault.instruction().orElse(null);
    boolean hasMemory =
        insn != null
            && insn.operands().stream().anyMatch(operand -> operand.kind() == Operand.Kind.MEMORY);
    if (hasMemory && !CodeSegments.isCanonical(fault.address(insn))) {
      return Optional.of(
          "%s at %s: the address 0x%x is not canonical, so a pointer was overwritten or never set"
              .formatted(fault.name(), fault.place(), fault.address(insn)));
    }
    return CodeSegments.isCanonical(fault.delivery().rsp())
        ? Optional.empty()
        : Optional.of(
            "%s at %s: RSP, 0x%x, is not canonical"
                .formatted(fault.name(), fault.place(), fault.delivery().rsp()));
  }
}
