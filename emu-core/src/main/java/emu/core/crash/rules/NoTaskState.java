package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Rule;
import java.util.Optional;

/** The TSS has no stack for the handler. */
public final class NoTaskState implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return Undelivered.of(crash)
        .filter(fault -> fault.delivery().failure().orElseThrow().vector() == Vector.TS)
        .map(fault ->
            crash.cpu().tr.selector == 0
                ? "TR is null, so there is no stack for the handler of %s: load a TSS with LTR"
                    .formatted(fault.name())
                : "the TSS has no usable stack for the handler of %s".formatted(fault.name()));
  }
}
