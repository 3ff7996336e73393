package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.DescriptorTable;
import java.util.Optional;

/** There is no IDT that has an entry for the exception. */
public final class NoTable implements Rule {

  /** The limit after a reset, which reaches beyond all entries. */
  private static final int RESET_LIMIT = 0xFFFF;

  @Override
  public Optional<String> explain(Crash crash) {
    return Undelivered.of(crash).flatMap(fault -> explain(crash.cpu(), fault));
  }

  private static Optional<String> explain(Cpu cpu, Fault fault) {
    long limit = cpu.idtr.limit;
    if (cpu.isProtected() && cpu.idtr.base == 0 && limit == RESET_LIMIT) {
      return Optional.of(
          "IDTR is still what it was at the start: no IDT was loaded before this %s"
              .formatted(fault.name()));
    }
    int size = new DescriptorTable(cpu).gateSize();
    if ((fault.delivery().vector() + 1L) * size - 1 <= limit) {
      return Optional.empty();
    }
    return Optional.of(
        limit < size - 1
            ? "IDT limit is %d: no handler was loaded before this %s".formatted(limit, fault.name())
            : "IDT limit is 0x%x: it has no entry for %s".formatted(limit, fault.name()));
  }
}
