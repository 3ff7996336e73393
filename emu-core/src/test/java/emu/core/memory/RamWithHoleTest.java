package emu.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RAM of gigabytes: where it is, and that it costs nothing before it is touched. */
class RamWithHoleTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 6, 8})
  void ramLiesBelowTheHoleAndFromFourGibibytes(long gibibytes) {
    try (PhysicalMemory memory = new PhysicalMemory(gibibytes * GIB)) {
      long highEnd = 4 * GIB + (gibibytes - 3) * GIB;
      assertEquals(0xC000_0000L, memory.lowRamEnd());
      assertEquals(highEnd, memory.highRamEnd());
      long[] ram = {0, 0x8000_0000L, 0xBFFF_F000L, 0xBFFF_FFF8L, 4 * GIB, highEnd - 8};
      int distinct = gibibytes == 3 ? 4 : 6;
      for (int i = 0; i < distinct; i++) {
        assertTrue(memory.isRam(ram[i], 8));
        memory.write(ram[i], 8, 0x0123_4567_89AB_CDEFL + i);
      }
      for (int i = 0; i < distinct; i++) {
        assertEquals(0x0123_4567_89AB_CDEFL + i, memory.read(ram[i], 8), Long.toHexString(ram[i]));
      }
      assertTrue(memory.touchedBytes() <= 6 << 14);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 6, 8})
  void elsewhereIsNoRam(long gibibytes) {
    try (PhysicalMemory memory = new PhysicalMemory(gibibytes * GIB)) {
      long highEnd = 4 * GIB + (gibibytes - 3) * GIB;
      long[] open = {
        0xC000_0000L, 0xFEE0_0000L, 0xFFFF_FFF8L, highEnd, 1L << 39, -8, Long.MIN_VALUE
      };
      for (long address : open) {
        assertFalse(memory.isRam(address, 8));
        memory.write(address, 8, 0);
        assertEquals(-1, memory.read(address, 8), Long.toHexString(address));
        assertEquals(0, memory.readablePage(address));
        assertEquals(0, memory.writablePage(address));
      }
      assertFalse(memory.isRam(0xBFFF_FFF8L, 16));
      assertFalse(memory.isRam(0, 4 * GIB));
      assertFalse(memory.isRam(8, Long.MAX_VALUE));
      assertEquals(0, memory.touchedBytes());
    }
  }

  @Test
  void smallRamHasNoHighPart() {
    try (PhysicalMemory memory = new PhysicalMemory(16 << 20)) {
      assertEquals(16 << 20, memory.lowRamEnd());
      assertEquals(4 * GIB, memory.highRamEnd());
      assertEquals(0xFF, memory.read(16 << 20, 1));
    }
  }

  @Test
  void copiesCrossPagesAndTheEdgesOfRam() {
    try (PhysicalMemory memory = new PhysicalMemory(4 * GIB)) {
      byte[] data = new byte[3 * 4096];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) (i * 7);
      }
      memory.copyIn(0xC000_0000L - 5000, data);
      byte[] back = new byte[data.length];
      memory.copyOut(0xC000_0000L - 5000, back, 0, back.length);
      for (int i = 0; i < data.length; i++) {
        assertEquals(i < 5000 ? data[i] : -1, back[i]);
      }
    }
  }

  @Test
  void theProcessorReachesTheUpperHalfOfLowRam() {
    try (PhysicalMemory memory = new PhysicalMemory(8 * GIB)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      long[] low = {0x8000_0000L, 0xBFFF_F000L};
      for (long address : low) {
        cpu.mmu.store64(address, ~address);
        assertEquals(~address, memory.read(address, 8));
        assertNotEquals(0, memory.writablePage(address));
      }
      assertTrue(memory.touchedBytes() <= 2 << 14);
    }
  }
}
