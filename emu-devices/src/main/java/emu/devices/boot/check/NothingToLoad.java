package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#NOTHING_TO_LOAD}. */
final class NothingToLoad implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (!kernel.loads().isEmpty() || kernel.damage().contains("program headers")) {
      return List.of();
    }
    String cause =
        kernel.segments().stream().anyMatch(segment -> segment.isLoad())
            ? "its segments to load are empty"
            : "it has no segment to load (PT_LOAD)";
    return List.of(
        FindingKind.NOTHING_TO_LOAD.error(
            cause,
            "nothing was reachable from the entry, or the linker script places no input sections:"
                + " use KEEP(*(.text.boot)) for the entry's section, ENTRY(_start), and leave out"
                + " --gc-sections until it works"));
  }
}
