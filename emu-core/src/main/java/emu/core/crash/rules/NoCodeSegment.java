package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.DescriptorTable;
import emu.core.inspect.TableEntry;
import java.util.Optional;

/** The selector in the gate names no code segment. */
public final class NoCodeSegment implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return Undelivered.of(crash).flatMap(fault -> explain(crash.cpu(), fault));
  }

  private static Optional<String> explain(Cpu cpu, Fault fault) {
    DescriptorTable tables = new DescriptorTable(cpu);
    TableEntry gate = tables.interrupt(fault.delivery().vector());
    if (!cpu.isProtected() || gate.problem().isPresent()) {
      return Optional.empty();
    }
    return tables
        .codeProblem(gate.selector())
        .map(problem ->
            "GDT has no code segment at the selector in %s: selector 0x%04x %s"
                .formatted(gate.name(), gate.selector(), problem));
  }
}
