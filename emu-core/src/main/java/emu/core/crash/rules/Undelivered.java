package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Fault;
import java.util.Optional;

/** The exception with which a triple fault began. */
final class Undelivered {
  private Undelivered() {}

  /** The first exception of {@code crash} if it could not be delivered. */
  static Optional<Fault> of(Crash crash) {
    return crash.kind() == Crash.Kind.TRIPLE_FAULT && !DeliberateReset.isMeant(crash)
        ? crash.fault().filter(fault -> fault.delivery().failure().isPresent())
        : Optional.empty();
  }
}
