package emu.core.crash.rules;

import emu.core.inspect.PageEntry;
import emu.core.inspect.PageWalk;
import emu.core.inspect.PageWalk.Outcome;

/** Says why a walk ended as it did. */
final class Walks {
  private Walks() {}

  /** The entry that forbids the access, and why. */
  static String reason(PageWalk walk) {
    if (walk.isAllowed()) {
      return "the page tables allow it now (they were changed without INVLPG, or since)";
    }
    if (walk.failedEntry().isEmpty()) {
      return walk.outcome().toString();
    }
    PageEntry entry = walk.failedEntry().get();
    return walk.outcome() == Outcome.NOT_PRESENT
        ? "%s %d at 0x%x is not present".formatted(entry.table(), entry.index(), entry.address())
        : "%s (%s %d at 0x%x)"
            .formatted(walk.outcome(), entry.table(), entry.index(), entry.address());
  }
}
