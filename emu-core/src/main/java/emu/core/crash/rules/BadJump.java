package emu.core.crash.rules;

import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.PageWalk;
import java.util.Optional;

/** An instruction fetch that the page tables forbid. */
public final class BadJump implements Rule {

  private static final long NULL_END = 4096;

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .filter(fault -> fault.delivery().isFetch())
        .map(fault -> explain(fault, crash.origin()));
  }

  private static String explain(Fault fault, String origin) {
    PageWalk walk = fault.walk().orElseThrow();
    String reason = Walks.reason(walk);
    if (Long.compareUnsigned(fault.linear(), NULL_END) < 0) {
      return "a jump or call through a null pointer, to %s%s: %s"
          .formatted(fault.place(), origin, reason);
    }
    return walk.isMapped()
        ? "#PF executing %s%s: %s".formatted(fault.place(), origin, reason)
        : "a jump to %s%s, which is not mapped: %s".formatted(fault.place(), origin, reason);
  }
}
