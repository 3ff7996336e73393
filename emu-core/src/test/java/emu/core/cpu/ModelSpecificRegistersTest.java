package emu.core.cpu;

import static emu.core.testing.SystemGuest.outcomeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

class ModelSpecificRegistersTest {
  private static final String GP = "13(0)";
  private static final long NOT_CANONICAL = 1L << 47;

  private static String write(SystemGuest guest, int number, long value) {
    return outcomeOf(() -> ModelSpecificRegisters.write(guest.cpu, number, value));
  }

  private static long read(SystemGuest guest, int number) {
    return ModelSpecificRegisters.read(guest.cpu, number);
  }

  @Test
  void addressesMustBeCanonical() {
    int[] addresses = {
      0xC000_0082, 0xC000_0083, 0xC000_0100, 0xC000_0101, 0xC000_0102, 0x175, 0x176
    };
    try (var guest = SystemGuest.longMode(0)) {
      for (int number : addresses) {
        assertEquals(GP, write(guest, number, NOT_CANONICAL), "MSR " + Integer.toHexString(number));
        assertEquals("", write(guest, number, -4096));
        assertEquals(-4096, read(guest, number));
      }
      assertEquals(-4096, guest.cpu.segmentBase[Segment.GS]);
    }
  }

  @Test
  void unknownOnesFault() {
    try (var guest = SystemGuest.longMode(0)) {
      for (int number : new int[] {0, 0x11, 0x79, 0x179, 0x210, 0x2FE, 0xC000_0085, 0xC001_0000}) {
        assertEquals(GP, outcomeOf(() -> read(guest, number)));
        assertEquals(GP, write(guest, number, 0));
      }
      assertEquals(GP, write(guest, ModelSpecificRegisters.ARCH_CAPABILITIES, 0));
    }
  }

  @Test
  void memoryTypes() {
    try (var guest = SystemGuest.longMode(0)) {
      assertEquals(0x508, read(guest, 0xFE));
      assertEquals(GP, write(guest, 0xFE, 0x508));
      assertEquals(0x0007_0406_0007_0406L, read(guest, 0x277));
      assertEquals(GP, write(guest, 0x277, 2));
      assertEquals("", write(guest, 0x277, 0x0706_0504_0100_0706L));
      assertEquals("", write(guest, 0x2FF, 0xC06));
      assertEquals(GP, write(guest, 0x2FF, 0x1006));
      assertEquals("", write(guest, 0x200, 0xC000_0000L));
      assertEquals(GP, write(guest, 0x200, 2));
      assertEquals(GP, write(guest, 0x201, 1L << 40 | 0x800));
      assertEquals("", write(guest, 0x20F, (1L << 40) - 0x1000 | 0x800));
      assertEquals("", write(guest, 0x26F, 0x0606_0606_0606_0606L));
      assertEquals(GP, write(guest, 0x250, 0x0700));
    }
  }

  @Test
  void writingTheTimeStampCounterAdjustsIt() {
    try (var guest = SystemGuest.longMode(0)) {
      guest.cpu.connect(() -> 1000);
      assertEquals("", write(guest, 0x10, 5000));
      assertEquals(4000, read(guest, 0x3B));
      assertEquals("", write(guest, 0x3B, -400));
      guest.run(0x0F, 0x31);
      assertEquals(600, guest.cpu.r[Cpu.RAX]);
      assertEquals("", write(guest, 0xC000_0103, 7));
      guest.run(0x0F, 0x01, 0xF9);
      assertEquals(7, guest.cpu.r[Cpu.RCX]);
    }
  }

  @Test
  void extendedFeatures() {
    try (var guest = SystemGuest.longMode(0)) {
      int efer = ModelSpecificRegisters.EFER;
      long value = read(guest, efer);
      assertEquals("", write(guest, efer, value | Cr.EFER_SCE | Cr.EFER_NXE));
      assertEquals("", write(guest, efer, value & ~Cr.EFER_LMA));
      assertEquals(value, read(guest, efer), "LMA is not written");
      assertEquals(GP, write(guest, efer, value | 1 << 12), "SVME");
    }
  }

  @Test
  void instructionsSplitTheValue() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RCX] = 0xFFFF_FFFF_C000_0081L;
      cpu.r[Cpu.RDX] = -1L << 32 | 0x23_0010;
      cpu.r[Cpu.RAX] = -1;
      guest.run(0x0F, 0x30);
      assertEquals(0x0023_0010_FFFF_FFFFL, cpu.msrs.star);
      guest.run(0x0F, 0x32);
      assertEquals(0x23_0010, cpu.r[Cpu.RDX]);
      assertEquals(0xFFFF_FFFFL, cpu.r[Cpu.RAX]);
    }
    try (var guest = SystemGuest.longMode(3)) {
      assertEquals(GP, guest.outcome(0x0F, 0x32));
    }
  }
}
