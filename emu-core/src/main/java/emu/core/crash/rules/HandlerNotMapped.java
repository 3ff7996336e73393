package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.debug.Delivery;
import emu.core.inspect.DescriptorTable;
import emu.core.inspect.Exceptions;
import emu.core.inspect.TableEntry;
import java.util.Optional;

/** The handler of an exception cannot be fetched. */
public final class HandlerNotMapped implements Rule {

  @Override
  public Optional<String> explain(Crash crash) {
    Optional<Fault> fault = crash.fault().filter(found -> found.delivery().isFetch());
    if (fault.isEmpty()) {
      return Optional.empty();
    }
    int at = crash.recent().indexOf(fault.get().delivery());
    if (at < 1) {
      return Optional.empty();
    }
    Delivery before = crash.recent().get(at - 1);
    TableEntry gate = new DescriptorTable(crash.cpu()).interrupt(before.vector());
    boolean leadsThere = gate.problem().isEmpty() && gate.target() == fault.get().delivery().rip();
    return leadsThere && before.failure().isEmpty()
        ? Optional.of(
            "the handler of %s, at %s, lies in a page that cannot be executed: %s"
                .formatted(
                    Exceptions.mnemonic(before.vector()),
                    fault.get().place(),
                    Walks.reason(fault.get().walk().orElseThrow())))
        : Optional.empty();
  }
}
