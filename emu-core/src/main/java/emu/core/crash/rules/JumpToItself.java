package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Rule;
import java.util.Optional;

/** A jump to itself with interrupts off. */
public final class JumpToItself implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    if (crash.kind() != Crash.Kind.ENDLESS_LOOP) {
      return Optional.empty();
    }
    String handler = crash.fault().map(fault -> ", in the handler of " + fault.name()).orElse("");
    return Optional.of(
        "jumps at %s%s lead back to themselves with interrupts off: nothing can end it"
            .formatted(crash.place(), handler));
  }
}
