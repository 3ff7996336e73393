package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.debug.Delivery;
import emu.core.inspect.PageWalk;
import emu.core.mmu.Access;
import java.util.Optional;

/** The frame of the exception cannot be pushed. */
public final class NoStack implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    return Undelivered.of(crash).flatMap(NoStack::explain);
  }

  private static Optional<String> explain(Fault fault) {
    Delivery.Failure failure = fault.delivery().failure().orElseThrow();
    if (failure.vector() == Vector.SS) {
      return Optional.of(
          "the stack pointer, 0x%x, lies outside of its segment, so %s could not be delivered"
              .formatted(fault.delivery().rsp(), fault.name()));
    }
    boolean wrote = failure.vector() == Vector.PF && (failure.errorCode() & 2) != 0;
    if (!wrote) {
      return Optional.empty();
    }
    PageWalk walk = PageWalk.of(fault.cpu(), failure.cr2(), Access.WRITE, false);
    return Optional.of(
        "the stack at 0x%x is in a page that cannot be written (%s), so %s could not be delivered"
            .formatted(failure.cr2(), Walks.reason(walk), fault.name()));
  }
}
