package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfSegment;
import java.util.Comparator;
import java.util.List;

/** {@link FindingKind#SEGMENTS_OVERLAP}. */
final class SegmentsOverlap implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    List<ElfSegment> sorted =
        kernel.loads().stream()
            .sorted(Comparator.comparing(ElfSegment::physicalAddress, Long::compareUnsigned))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      ElfSegment before = sorted.get(i - 1);
      ElfSegment after = sorted.get(i);
      long end = before.physicalAddress() + before.memorySize();
      if (Long.compareUnsigned(after.physicalAddress(), end) < 0) {
        return List.of(
            FindingKind.SEGMENTS_OVERLAP.error(
                "segments %d and %d both want the memory from %s to %s"
                    .formatted(
                        before.index(),
                        after.index(),
                        Sizes.hex(after.physicalAddress()),
                        Sizes.hex(end)),
                "let the location counter go on in the linker script instead of setting it back"
                    + " (. = ...), with . = ALIGN(4K) between segments, and AT() addresses that"
                    + " follow each other"));
      }
    }
    return List.of();
  }
}
