package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Rule;
import emu.core.inspect.DescriptorTable;
import emu.core.inspect.TableEntry;
import java.util.Optional;

/** The entry of the IDT is none that serves. */
public final class UnusableGate implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return Undelivered.of(crash)
        .flatMap(fault -> {
          TableEntry gate = new DescriptorTable(crash.cpu()).interrupt(fault.delivery().vector());
          return gate.problem()
              .map(problem ->
                  "%s, for %s, %s: there is no handler"
                      .formatted(gate.name(), fault.name(), problem));
        });
  }
}
