package emu.core.crash.rules;

import emu.core.cpu.Interrupts.Source;
import emu.core.crash.Crash;
import emu.core.crash.Rule;
import emu.core.inspect.DescriptorTable;
import java.util.Optional;

/** An operating system that restarts the machine by a triple fault. */
public final class DeliberateReset implements Rule {

  /** Whether {@code crash} was meant: no IDT entry, and an instruction that wants one. */
  public static boolean isMeant(Crash crash) {
    return crash.kind() == Crash.Kind.TRIPLE_FAULT
        && crash.chain().getFirst().source() == Source.SOFTWARE
        && crash.cpu().idtr.limit < new DescriptorTable(crash.cpu()).gateSize() - 1;
  }

  @Override
  public Optional<String> explain(Crash crash) {
    return isMeant(crash)
        ? Optional.of(
            "the guest restarts the machine on purpose: it loaded an IDT without entries, and then"
                + " executed an INT before "
                + crash.fault().orElseThrow().place())
        : Optional.empty();
  }
}
