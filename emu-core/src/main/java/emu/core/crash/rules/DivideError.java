package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Rule;
import java.util.Optional;

/** A division by zero, or whose quotient is too large. */
public final class DivideError implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .filter(fault -> fault.is(Vector.DE))
        .map(fault ->
            "#DE at %s: a division by zero, or with too large a quotient".formatted(fault.place()));
  }
}
