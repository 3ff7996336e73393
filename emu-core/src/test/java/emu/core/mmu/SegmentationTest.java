package emu.core.mmu;

import static emu.core.testing.SystemGuest.outcomeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 3A 5.3 (limit checking) and 5.5 (type checking). */
class SegmentationTest {
  private static final int BASE = 0x12_3000;

  private static String access(Cpu cpu, int number, long offset, int size, boolean write) {
    return outcomeOf(() -> Segmentation.linear(cpu, number, offset, size, write));
  }

  private static String read(Cpu cpu, long offset, int size) {
    return access(cpu, Segment.DS, offset, size, false);
  }

  /** Reads and writes by the type of the segment; DS and SS differ in the vector. */
  @Test
  void types() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      for (int type = 0; type < 16; type++) {
        boolean code = (type & 8) != 0;
        boolean readable = !code || (type & 2) != 0;
        boolean writable = !code && (type & 2) != 0;
        // An offset that is inside whether the segment expands up or down.
        boolean down = !code && (type & 4) != 0;
        cpu.segments[Segment.DS].set(8, BASE, down ? 0 : 0xFFFF, 0x4090 | type);
        cpu.segments[Segment.SS].set(8, BASE, down ? 0 : 0xFFFF, 0x4090 | type);
        String text = "type " + type;
        assertEquals(readable ? "" : "13(0)", access(cpu, Segment.DS, 1, 1, false), text);
        assertEquals(writable ? "" : "13(0)", access(cpu, Segment.DS, 1, 1, true), text);
        assertEquals(readable ? "" : "12(0)", access(cpu, Segment.SS, 1, 1, false), text);
        assertEquals(writable ? "" : "12(0)", access(cpu, Segment.SS, 1, 1, true), text);
      }
    }
  }

  @Test
  void nullSegmentCannotBeUsed() {
    try (var guest = SystemGuest.protectedMode(0)) {
      SegmentLoader.load(guest.cpu, Segment.FS, 0);
      assertEquals("13(0)", access(guest.cpu, Segment.FS, 0, 1, false));
    }
  }

  /** The last byte counts: an access of n bytes ends at most at the limit. */
  @Test
  void limitOfSegmentsThatExpandUp() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.segments[Segment.DS].set(8, BASE, 0xFFF, 0x4093);
      for (int size = 1; size <= 16; size <<= 1) {
        assertEquals("", read(cpu, 0x1000 - size, size));
        assertEquals("13(0)", read(cpu, 0x1001 - size, size));
        assertEquals("13(0)", read(cpu, 0xFFFF_FFFFL, size));
      }
    }
  }

  @Test
  void limitOfSegmentsThatExpandDown() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      for (boolean big : new boolean[] {false, true}) {
        cpu.segments[Segment.DS].set(8, BASE, 0xFFF, big ? 0x4097 : 0x97);
        long top = big ? 0xFFFF_FFFFL : 0xFFFF;
        for (int size = 1; size <= 16; size <<= 1) {
          assertEquals("13(0)", read(cpu, 0, size));
          assertEquals("13(0)", read(cpu, 0xFFF, size));
          assertEquals("", read(cpu, 0x1000, size));
          assertEquals("", read(cpu, top - size + 1, size));
          assertEquals("13(0)", read(cpu, top - size + 2, size));
        }
      }
    }
  }

  @Test
  void linearAddressesWrapAtFourGigabytes() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.segments[Segment.DS].set(8, 0xFFFF_F000L, 0xFFFF_FFFFL, 0xC093);
      assertEquals(0x1234, Segmentation.linear(cpu, Segment.DS, 0x2234, 4, false));
    }
  }

  @Test
  void realModeHasLimitsToo() {
    try (var guest = SystemGuest.real()) {
      Cpu cpu = guest.cpu;
      SegmentLoader.load(cpu, Segment.DS, 0xFFFF);
      assertEquals(0x10_FFEF, Segmentation.linear(cpu, Segment.DS, 0xFFFF, 1, true));
      assertEquals("13(0)", read(cpu, 0xFFFF, 2));
      assertEquals("12(0)", access(cpu, Segment.SS, 0xFFFF, 2, true));
      cpu.segments[Segment.DS].limit = 0xFFFF_FFFFL;
      assertEquals("", read(cpu, 0x10_0000, 4));
    }
  }

  @Test
  void wideCodeKnowsNeitherLimitsNorTypes() {
    try (var guest = SystemGuest.longMode(3)) {
      Cpu cpu = guest.cpu;
      long far = 0xFFFF_8000_0000_0000L;
      cpu.segments[Segment.DS].set(0, BASE, 0, 0);
      cpu.segments[Segment.FS].base = BASE;
      cpu.modeChanged();
      assertEquals(far, Segmentation.linear(cpu, Segment.DS, far, 8, true));
      assertEquals(far + BASE, Segmentation.linear(cpu, Segment.FS, far, 8, true));
    }
  }

  @Test
  void compatibilityModeChecksAsProtectedModeDoes() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.segments[Segment.CS].access = SystemGuest.CODE_32;
      cpu.segments[Segment.DS].set(8, BASE, 0xFFF, 0x4093);
      cpu.modeChanged();
      assertEquals("", read(cpu, 0xFFC, 4));
      assertEquals("13(0)", read(cpu, 0xFFD, 4));
    }
  }
}
