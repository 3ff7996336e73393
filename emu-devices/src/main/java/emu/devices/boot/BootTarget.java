package emu.devices.boot;

import emu.core.memory.PhysicalMemory;
import java.util.List;
import java.util.Optional;

/**
 * The machine that a kernel is loaded into, as firmware leaves it.
 *
 * @param memory where kernels go
 * @param map the board's memory map, RAM and all that is kept from the guest (ACPI tables,
 *     firmware), at most 128 entries; nothing is written outside its RAM
 * @param rsdp physical address of the ACPI RSDP, or 0
 * @param display the display adapter, in text mode; empty if there is none
 */
public record BootTarget(
    PhysicalMemory memory, List<MemoryMapEntry> map, long rsdp, Optional<BootDisplay> display) {

  /** Copies the map. */
  public BootTarget {
    map = List.copyOf(map);
  }
}
