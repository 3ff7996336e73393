package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Rule;
import java.util.Optional;

/** HLT with interrupts off. */
public final class HaltedForGood implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    if (crash.kind() != Crash.Kind.HALTED) {
      return Optional.empty();
    }
    String handler = crash.fault().map(fault -> ", in the handler of " + fault.name()).orElse("");
    return Optional.of(
        "HLT with interrupts off at %s%s: nothing can wake it (a panic, or a missing STI)"
            .formatted(crash.place(), handler));
  }
}
