package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Rule;
import java.util.Optional;

/** The same exception again and again. */
public final class EndlessFaults implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    if (crash.kind() != Crash.Kind.FAULT_LOOP || crash.fault().isEmpty()) {
      return Optional.empty();
    }
    String name = crash.fault().get().name();
    return Optional.of(
        crash.deeper() > crash.returns()
            ? "%s is raised again while it is handled, %,d deep".formatted(name, crash.deeper())
            : "the handler of %s changes nothing, and the same instruction raises it again: %,d times"
                .formatted(name, crash.returns()));
  }
}
