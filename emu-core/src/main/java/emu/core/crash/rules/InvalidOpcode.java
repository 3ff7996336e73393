package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.decode.Insn;
import emu.core.decode.OpcodeTable;
import java.util.Optional;

/** Bytes that are no instruction, and UD2. */
public final class InvalidOpcode implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return crash.fault().filter(fault -> fault.is(Vector.UD)).map(this::explain);
  }

  private String explain(Fault fault) {
    if (fault.mnemonic().startsWith("UD")) {
      return "#UD at %s: %s, by which compilers mark what must not be reached (a panic, an assertion)"
          .formatted(fault.place(), fault.mnemonic());
    }
    Optional<Insn> insn = fault.instruction();
    boolean known = insn.isPresent() && insn.get().row() != OpcodeTable.UNDEFINED;
    return "#UD at %s: %s"
        .formatted(
            fault.place(),
            known
                ? fault.mnemonic() + " is not allowed here"
                : "this is no instruction in %d-bit mode, so perhaps it is data"
                    .formatted(fault.cpu().codeMode.bits()));
  }
}
