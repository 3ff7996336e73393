package emu.devices.boot.multiboot;

import emu.devices.boot.MemoryMapEntry;
import java.util.List;

/**
 * The fields mem_lower and mem_upper.
 *
 * @param lower KiB of memory from address 0 on
 * @param upper KiB of memory from 1 MiB on, up to the first hole
 */
record BaseMemory(int lower, int upper) {
  private static final long EXTENDED = 0x10_0000;

  static BaseMemory of(List<MemoryMapEntry> map) {
    return new BaseMemory(from(map, 0), from(map, EXTENDED));
  }

  private static int from(List<MemoryMapEntry> map, long start) {
    return map.stream()
        .filter(entry -> entry.type() == MemoryMapEntry.Type.RAM)
        .filter(entry -> entry.start() <= start && start < entry.end())
        .findFirst()
        .map(entry -> (int) Math.min(entry.end() - start >> 10, 0xFFFF_FFFFL))
        .orElse(0);
  }
}
