package emu.devices.boot.check;

import emu.devices.elf.ElfSegment;
import java.util.List;

/** {@link FindingKind#FILE_CUT_SHORT}. */
final class FileCutShort implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    long size = kernel.elf().bytes().size();
    return kernel.segments().stream()
        .filter(segment -> segment.isLoad() || segment.type() == ElfSegment.PT_NOTE)
        .filter(segment ->
            segment.offset() < 0
                || segment.fileSize() < 0
                || segment.offset() > size - segment.fileSize())
        .limit(1)
        .map(segment ->
            FindingKind.FILE_CUT_SHORT.error(
                "the file has %,d bytes, and segment %d wants %,d bytes at offset %,d of it"
                    .formatted(size, segment.index(), segment.fileSize(), segment.offset()),
                "get the file again, or link it again: it was cut short, by a full disk, a download"
                    + " that ended early, or dd with too small a count"))
        .toList();
  }
}
