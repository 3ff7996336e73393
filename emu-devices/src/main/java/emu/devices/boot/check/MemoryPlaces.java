package emu.devices.boot.check;

import emu.core.memory.PhysicalMemory;
import emu.devices.boot.MemoryMapEntry;
import emu.devices.boot.Sizes;
import emu.devices.elf.ElfSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link FindingKind#OUTSIDE_RAM}, {@link FindingKind#OVER_FIRMWARE} and {@link
 * FindingKind#PHYSICAL_IS_VIRTUAL}: segments that cannot be where they want to be.
 */
final class MemoryPlaces implements Rule {
  private static final long MEGABYTE = 0x10_0000;

  @Override
  public List<Finding> check(Subject kernel) {
    List<Finding> findings = new ArrayList<>();
    for (ElfSegment segment : kernel.loads()) {
      long start = segment.physicalAddress();
      long end = start + segment.memorySize();
      if (findings.isEmpty() && !isInRam(kernel.map(), start, end)) {
        findings.add(finding(kernel, segment));
      }
    }
    return findings;
  }

  /** The same of a Linux image, which says itself how much it needs. */
  static List<Finding> ofLinux(LinuxImage image, List<MemoryMapEntry> map) {
    long start = image.loadAddress();
    long end = start + image.memorySize();
    if (isInRam(map, start, end)) {
      return List.of();
    }
    String place = "it wants the memory from %s to %s".formatted(Sizes.hex(start), Sizes.hex(end));
    return List.of(outside(map, place, end));
  }

  /** Ranges of RAM do not touch each other in a memory map; what is not RAM wins. */
  private static boolean isInRam(List<MemoryMapEntry> map, long start, long end) {
    return start >= 0
        && end > start
        && end <= PhysicalMemory.HOLE_START
        && map.stream()
            .noneMatch(range ->
                range.type() != MemoryMapEntry.Type.RAM
                    && range.start() < end
                    && start < range.end())
        && map.stream()
            .anyMatch(range ->
                range.type() == MemoryMapEntry.Type.RAM
                    && range.start() <= start
                    && end <= range.end());
  }

  private static Finding finding(Subject kernel, ElfSegment segment) {
    long start = segment.physicalAddress();
    long end = start + segment.memorySize();
    String place =
        "segment %d wants the memory from %s to %s"
            .formatted(segment.index(), Sizes.hex(start), Sizes.hex(end));
    boolean high = start < 0 || start >= 1L << 31;
    if (high && start == segment.virtualAddress()) {
      return FindingKind.PHYSICAL_IS_VIRTUAL.error(
          place + ": its physical address is its virtual one, which is high",
          "say in the linker script where each section is loaded: .text : AT(ADDR(.text) - OFFSET)"
              + " { ... }, with OFFSET the distance of virtual from physical addresses");
    }
    if (start >= 0 && start < MEGABYTE) {
      return FindingKind.OVER_FIRMWARE.error(
          place + ", where a PC has firmware and devices (640 KiB to 1 MiB)",
          kernel.sectionsIn(segment).isEmpty()
              ? "the segment holds only the ELF headers, which ld puts in front of .text: name the"
                  + " segments in the linker script, PHDRS { text PT_LOAD; data PT_LOAD; }, and"
                  + " start with . = 1M;"
              : "link the kernel for 1 MiB or above: . = 1M; in the linker script");
    }
    return outside(kernel.map(), place, end);
  }

  private static Finding outside(List<MemoryMapEntry> map, String place, long end) {
    long ramEnd =
        map.stream()
            .filter(range ->
                range.type() == MemoryMapEntry.Type.RAM
                    && range.start() < PhysicalMemory.HOLE_START)
            .mapToLong(MemoryMapEntry::end)
            .max()
            .orElse(0);
    if (end > 0 && end <= ramEnd) {
      return FindingKind.OVER_FIRMWARE.error(
          place + ", of which the machine keeps a part for firmware",
          "link the kernel for another address, as with . = 1M; in the linker script");
    }
    boolean more = end > 0 && end <= PhysicalMemory.HOLE_START;
    return FindingKind.OUTSIDE_RAM.error(
        place + ", and the machine's ends at " + Sizes.hex(ramEnd),
        more
            ? "give the machine more memory with -m "
                + (end + (1 << 20) - 1 >> 20)
                + "M, or link the kernel lower, as with . = 1M; in the linker script"
            : "link the kernel below 3 GiB, as with . = 1M; in the linker script");
  }
}
