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
      if (findings.isEmpty() && !isInRam(kernel, segment)) {
        findings.add(finding(kernel, segment));
      }
    }
    return findings;
  }

  /** Ranges of RAM do not touch each other in a memory map. */
  private static boolean isInRam(Subject kernel, ElfSegment segment) {
    long start = segment.physicalAddress();
    long end = start + segment.memorySize();
    return start >= 0
        && end > start
        && end <= PhysicalMemory.HOLE_START
        && kernel.map().stream()
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
          "link the kernel for 1 MiB or above: . = 1M; in the linker script");
    }
    long ramEnd =
        kernel.map().stream()
            .filter(range ->
                range.type() == MemoryMapEntry.Type.RAM
                    && range.start() < PhysicalMemory.HOLE_START)
            .mapToLong(MemoryMapEntry::end)
            .max()
            .orElse(0);
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
