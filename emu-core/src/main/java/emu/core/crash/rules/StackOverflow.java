package emu.core.crash.rules;

import emu.core.cpu.Vector;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.PageWalk;
import emu.core.mmu.Access;
import java.util.Optional;

/** The stack grew out of its pages, or into what it must not overwrite. */
public final class StackOverflow implements Rule {

  private static final long NEAR = 256;
  private static final long PAGE = 4096;

  @Override
  public Optional<String> explain(Crash crash) {
    return crash.fault().filter(fault -> fault.is(Vector.PF)).flatMap(this::explain);
  }

  private Optional<String> explain(Fault fault) {
    long address = fault.delivery().cr2();
    long rsp = fault.delivery().rsp();
    if (Math.abs(address - rsp) > NEAR || fault.access() == Access.EXECUTE) {
      return Optional.empty();
    }
    boolean mappedAbove = PageWalk.of(fault.cpu(), address + PAGE, Access.WRITE, false).isMapped();
    return Optional.of(
        "#PF at %s: the stack pointer, 0x%x, is %s: %s"
            .formatted(
                fault.place(),
                rsp,
                mappedAbove
                    ? "below the pages of the stack (a stack overflow)"
                    : "in memory that is not mapped",
                Walks.reason(fault.walk().orElseThrow())));
  }
}
