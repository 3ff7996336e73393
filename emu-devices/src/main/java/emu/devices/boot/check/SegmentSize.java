package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfSegment;
import java.util.List;

/** {@link FindingKind#SEGMENT_SIZE}. */
final class SegmentSize implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    return kernel.segments().stream()
        .filter(segment -> segment.isLoad() && isWrong(segment))
        .limit(1)
        .map(segment ->
            FindingKind.SEGMENT_SIZE.error(
                "segment %d at %s has %s bytes in the file and %s in memory"
                    .formatted(
                        segment.index(),
                        Sizes.hex(segment.physicalAddress()),
                        Sizes.hex(segment.fileSize()),
                        Sizes.hex(segment.memorySize())),
                "link it again: a linker makes no such file; look at tools that changed it"
                    + " afterwards (objcopy, strip, a script)"))
        .toList();
  }

  private static boolean isWrong(ElfSegment segment) {
    boolean wraps =
        segment.memorySize() < 0
            || Long.compareUnsigned(
                    segment.physicalAddress() + segment.memorySize(), segment.physicalAddress())
                < 0;
    return wraps || Long.compareUnsigned(segment.memorySize(), segment.fileSize()) < 0;
  }
}
