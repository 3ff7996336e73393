package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.DescriptorTable;
import emu.core.inspect.Exceptions;
import emu.core.inspect.TableEntry;
import java.util.Optional;

/** A segment register is loaded with a selector that does not serve. */
public final class BadSelector implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return crash.fault().flatMap(fault -> explain(crash.cpu(), fault));
  }

  private static Optional<String> explain(Cpu cpu, Fault fault) {
    int error = fault.delivery().errorCode();
    boolean selects =
        fault.is(Vector.GP) || fault.is(Vector.NP) || fault.is(Vector.SS) || fault.is(Vector.TS);
    if (!selects || (error & 0xFFFC) == 0) {
      return Optional.empty();
    }
    if ((error & 2) != 0) {
      return Optional.of(
          "%s at %s: %s has no gate that serves"
              .formatted(fault.name(), fault.place(), Exceptions.errorCode(Vector.GP, error)));
    }
    TableEntry entry = new DescriptorTable(cpu).segment(error & 0xFFFC);
    return Optional.of(
        "%s at %s: %s refuses selector 0x%04x, whose %s %s"
            .formatted(
                fault.name(),
                fault.place(),
                fault.mnemonic(),
                error & 0xFFFC,
                entry.name(),
                entry.problem().orElse("is a " + entry.text())));
  }
}
