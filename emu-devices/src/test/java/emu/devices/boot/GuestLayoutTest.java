package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.core.memory.PhysicalMemory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestLayoutTest {
  private final PhysicalMemory memory = new PhysicalMemory(4 << 20);

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void lowestComesFirstAndNothingTwice() throws BootException {
    GuestLayout layout = layout(new MemoryMapEntry(0, 0x2_0000, MemoryMapEntry.Type.RAM));
    assertEquals(0x1_0000, layout.allocateLow(1, 1, "it"));
    assertEquals(0x1_1000, layout.allocateLow(0x1000, 0x1000, "it"));
    assertEquals(0x1_0010, layout.allocateLow(1, 16, "it"));
    assertEquals(0x1_2000, layout.allocateLow(0xE000, 1, "it"));
    assertThrows(BootException.class, () -> layout.allocateLow(0x1000, 1, "it"));
  }

  @Test
  void highestEndsBelowTheLimitAndTheReserved() throws BootException {
    GuestLayout layout =
        layout(
            new MemoryMapEntry(0, 0x20_0000, MemoryMapEntry.Type.RAM),
            new MemoryMapEntry(0x1F_F000, 0x1000, MemoryMapEntry.Type.ACPI));
    assertEquals(0x1F_E000, layout.allocateHigh(0x1000, Long.MAX_VALUE, "it"));
    assertEquals(0x1F_D000, layout.allocateHigh(1, Long.MAX_VALUE, "it"));
    assertEquals(0x0F_F000, layout.allocateHigh(0x800, 0x10_0000, "it"));
    assertEquals(0x1F_C000, layout.allocateHigh(0x1000, Long.MAX_VALUE, "it"));
    assertThrows(BootException.class, () -> layout.allocateHigh(0x18_0000, Long.MAX_VALUE, "it"));
  }

  @Test
  void claimsAreExclusive() throws BootException {
    GuestLayout layout =
        layout(
            new MemoryMapEntry(0, 0x10_0000, MemoryMapEntry.Type.RAM),
            new MemoryMapEntry(0x10_0000, 0x10_0000, MemoryMapEntry.Type.RAM));
    layout.claim(0xF_F000, 0x2000, "it across two entries");
    assertThrows(BootException.class, () -> layout.claim(0xF_E800, 0x1000, "it"));
    assertThrows(BootException.class, () -> layout.claim(0x10_0FFF, 1, "it"));
    layout.claim(0x10_1000, 0xF_F000, "the rest");
    assertThrows(BootException.class, () -> layout.claim(0x20_0000, 1, "it"));
    assertThrows(BootException.class, () -> layout.claim(0, -1, "it"));
    assertThrows(BootException.class, () -> layout.claim(-1, 1, "it"));
  }

  private GuestLayout layout(MemoryMapEntry... map) {
    return new GuestLayout(memory, List.of(map));
  }
}
