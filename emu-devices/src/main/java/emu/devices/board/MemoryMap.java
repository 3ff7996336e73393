package emu.devices.board;

import emu.core.memory.PhysicalMemory;
import emu.devices.apic.LocalApic;
import emu.devices.boot.MemoryMapEntry;
import emu.devices.ioapic.IoApic;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie in the physical address space of a PC, and the map of it that firmware reports
 * (BIOS call E820h).
 */
public final class MemoryMap {
  /** End of the memory below 640 KiB that programs may use; the extended BIOS data area follows. */
  static final long BASE_MEMORY_END = 0x9_FC00;

  /** The display's window; nothing answers there without an adapter. */
  static final long DISPLAY = 0xA_0000;

  /** Room for the firmware of cards. */
  static final long OPTION_ROMS = 0xC_0000;

  /** The firmware's own memory, with the ACPI tables at its start. */
  static final long FIRMWARE = 0xE_0000;

  /** Where the processor starts after a reset, in real mode. */
  static final long RESET_VECTOR = 0xF_FFF0;

  /** 1 MiB. */
  static final long EXTENDED_MEMORY = 0x10_0000;

  private MemoryMap() {}

  /** The map of a machine with {@code ramBytes} of memory. */
  public static List<MemoryMapEntry> of(long ramBytes) {
    long low = Math.min(ramBytes, PhysicalMemory.HOLE_START);
    return of(low, PhysicalMemory.HIGH_START + (ramBytes - low));
  }

  /** The map of {@code memory}, in ascending order. */
  static List<MemoryMapEntry> of(PhysicalMemory memory) {
    return of(memory.lowRamEnd(), memory.highRamEnd());
  }

  private static List<MemoryMapEntry> of(long lowEnd, long highEnd) {
    List<MemoryMapEntry> map = new ArrayList<>();
    add(map, 0, BASE_MEMORY_END, MemoryMapEntry.Type.RAM);
    add(map, BASE_MEMORY_END, DISPLAY, MemoryMapEntry.Type.RESERVED);
    add(map, FIRMWARE, EXTENDED_MEMORY, MemoryMapEntry.Type.RESERVED);
    add(map, EXTENDED_MEMORY, lowEnd, MemoryMapEntry.Type.RAM);
    add(map, IoApic.DEFAULT_BASE, IoApic.DEFAULT_BASE + IoApic.SIZE, MemoryMapEntry.Type.RESERVED);
    add(
        map,
        LocalApic.DEFAULT_BASE,
        LocalApic.DEFAULT_BASE + LocalApic.SIZE,
        MemoryMapEntry.Type.RESERVED);
    add(map, PhysicalMemory.HIGH_START, highEnd, MemoryMapEntry.Type.RAM);
    return List.copyOf(map);
  }

  /** The RAM of {@code memory} alone, without what firmware takes of it. */
  static List<MemoryMapEntry> ram(PhysicalMemory memory) {
    List<MemoryMapEntry> map = new ArrayList<>();
    add(map, 0, memory.lowRamEnd(), MemoryMapEntry.Type.RAM);
    add(map, PhysicalMemory.HIGH_START, memory.highRamEnd(), MemoryMapEntry.Type.RAM);
    return List.copyOf(map);
  }

  private static void add(
      List<MemoryMapEntry> map, long start, long end, MemoryMapEntry.Type type) {
    if (end > start) {
      map.add(new MemoryMapEntry(start, end - start, type));
    }
  }
}
