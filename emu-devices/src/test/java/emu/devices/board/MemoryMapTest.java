package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.memory.PhysicalMemory;
import emu.devices.boot.MemoryMapEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryMapTest {
  private static long ram(List<MemoryMapEntry> map) {
    return map.stream()
        .filter(entry -> entry.type() == MemoryMapEntry.Type.RAM)
        .mapToLong(MemoryMapEntry::length)
        .sum();
  }

  private static void check(long bytes, long highest) {
    try (PhysicalMemory memory = new PhysicalMemory(bytes)) {
      List<MemoryMapEntry> map = MemoryMap.of(memory);
      long lost = MemoryMap.EXTENDED_MEMORY - MemoryMap.BASE_MEMORY_END;
      assertEquals(bytes - lost, ram(map));
      long end = 0;
      for (MemoryMapEntry entry : map) {
        assertTrue(entry.start() >= end);
        end = entry.end();
        if (entry.type() == MemoryMapEntry.Type.RAM) {
          assertTrue(memory.isRam(entry.start(), entry.length()));
        }
      }
      assertEquals(highest, end);
    }
  }

  @Test
  void smallMachineEndsWithTheApic() {
    check(16 << 20, 0xFEE0_1000L);
  }

  @Test
  void largeMachineHasAHoleBelow4GiB() {
    check(3L << 30, 0xFEE0_1000L);
    check(8L << 30, 0x1_0000_0000L + (5L << 30));
  }
}
