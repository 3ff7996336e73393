package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.mmu.Access;
import java.util.Optional;

/** An access that the page tables forbid. */
public final class PageAccess implements Rule {

  private static final long NULL_END = 4096;

  @Override
  public Optional<String> explain(Crash crash) {
    return crash.fault().filter(fault -> fault.is(Vector.PF)).map(this::explain);
  }

  private String explain(Fault fault) {
    long address = fault.delivery().cr2();
    boolean isNull = Long.compareUnsigned(address, NULL_END) < 0;
    return "#PF at %s: %s %s%s: %s"
        .formatted(
            fault.place(),
            fault.access() == Access.WRITE ? "a write to" : "a read from",
            fault.names().describe(address),
            isNull ? " (a null pointer)" : "",
            Walks.reason(fault.walk().orElseThrow()));
  }
}
