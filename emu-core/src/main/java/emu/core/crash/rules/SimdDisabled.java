package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import java.util.Optional;

/** SSE, MMX or x87 instructions that the control registers do not allow. */
public final class SimdDisabled implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return crash.fault().flatMap(fault -> explain(crash.cpu(), fault));
  }

  private static Optional<String> explain(Cpu cpu, Fault fault) {
    if (fault.is(Vector.NM)) {
      boolean emulated = (cpu.cr0 & Cr.CR0_EM) != 0;
      return Optional.of(
          "#NM at %s: %s with CR0.%s set: clear it before floating point or SSE is used"
              .formatted(fault.place(), fault.mnemonic(), emulated ? "EM" : "TS"));
    }
    if (!fault.is(Vector.UD) || fault.instruction().filter(SimdDisabled::isSse).isEmpty()) {
      return Optional.empty();
    }
    if ((cpu.cr0 & Cr.CR0_EM) != 0) {
      return Optional.of(
          "#UD at %s: the SSE instruction %s with CR0.EM set: clear it"
              .formatted(fault.place(), fault.mnemonic()));
    }
    return (cpu.cr4 & Cr.CR4_OSFXSR) == 0
        ? Optional.of(
            "#UD at %s: the SSE instruction %s with CR4.OSFXSR clear: set it, or compile with -mgeneral-regs-only"
                .formatted(fault.place(), fault.mnemonic()))
        : Optional.empty();
  }

  private static boolean isSse(Insn insn) {
    return insn.operands().stream().anyMatch(operand -> operand.kind() == Operand.Kind.XMM);
  }
}
