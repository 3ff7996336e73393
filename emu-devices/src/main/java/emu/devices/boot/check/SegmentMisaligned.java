package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfSegment;
import java.util.List;

/** {@link FindingKind#SEGMENT_MISALIGNED}: gABI, "Program Header", p_align. */
final class SegmentMisaligned implements Rule {
  private static final long PAGE = 0x1000;

  @Override
  public List<Finding> check(Subject kernel) {
    return kernel.loads().stream()
        .filter(SegmentMisaligned::isWrong)
        .limit(1)
        .map(segment ->
            FindingKind.SEGMENT_MISALIGNED.warning(
                "segment %d has offset %s, virtual address %s and physical address %s, which do"
                        .formatted(
                            segment.index(),
                            Sizes.hex(segment.offset()),
                            Sizes.hex(segment.virtualAddress()),
                            Sizes.hex(segment.physicalAddress()))
                    + " not agree below the alignment "
                    + Sizes.hex(segment.alignment())
                    + ": no page table can map it",
                "start each segment with . = ALIGN(4K) in the linker script, use the same offset"
                    + " in every AT(), and do not give ld -n or -N"))
        .toList();
  }

  private static boolean isWrong(ElfSegment segment) {
    long align = segment.alignment();
    if (align > 1 && Long.bitCount(align) != 1) {
      return true;
    }
    boolean inFile = align > 1 && (segment.offset() - segment.virtualAddress() & (align - 1)) != 0;
    boolean inMemory = (segment.physicalAddress() - segment.virtualAddress() & (PAGE - 1)) != 0;
    return inMemory || inFile && segment.fileSize() != 0;
  }
}
