package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Rule;
import java.util.Optional;
import java.util.Set;

/** An instruction that user mode may not execute. */
public final class PrivilegedInstruction implements Rule {

  private static final Set<String> PRIVILEGED =
      Set.of(
          "HLT", "CLI", "STI", "IN", "OUT", "INS", "OUTS", "INSB", "INSW", "INSD", "OUTSB", "OUTSW",
          "OUTSD", "LGDT", "LIDT", "LLDT", "LTR", "LMSW", "CLTS", "INVD", "WBINVD", "INVLPG",
          "RDMSR", "WRMSR", "SWAPGS");

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .filter(fault -> fault.is(Vector.GP) && fault.delivery().cpl() == 3)
        .filter(fault -> PRIVILEGED.contains(fault.mnemonic()))
        .map(fault ->
            "#GP at %s: %s is not allowed in user mode".formatted(fault.place(), fault.mnemonic()));
  }
}
