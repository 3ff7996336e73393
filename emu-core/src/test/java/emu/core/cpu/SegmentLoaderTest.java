package emu.core.cpu;

import static emu.core.testing.SystemGuest.FREE;
import static emu.core.testing.SystemGuest.data;
import static emu.core.testing.SystemGuest.outcomeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 2B, MOV, "loading a segment register"; SDM 3A 5.5 to 5.7. */
class SegmentLoaderTest {
  private static final int BASE = 0x12_3000;

  private static String load(SystemGuest guest, int number, int selector) {
    return outcomeOf(() -> SegmentLoader.load(guest.cpu, number, selector));
  }

  /** What the manual's pseudocode says for DS, ES, FS and GS. */
  private static String expectedData(int type, int dpl, int cpl, int rpl, boolean present) {
    boolean isCode = (type & 0x18) == 0x18;
    boolean isData = (type & 0x18) == 0x10;
    boolean readableCode = isCode && (type & 2) != 0;
    boolean conforming = isCode && (type & 4) != 0;
    if (!isData && !readableCode) {
      return "13(" + FREE + ")";
    }
    if (!conforming && (rpl > dpl || cpl > dpl)) {
      return "13(" + FREE + ")";
    }
    return present ? "" : "11(" + FREE + ")";
  }

  private static String expectedStack(int type, int dpl, int cpl, int rpl, boolean present) {
    boolean writable = (type & 0x1A) == 0x12;
    if (rpl != cpl || !writable || dpl != cpl) {
      return "13(" + FREE + ")";
    }
    return present ? "" : "12(" + FREE + ")";
  }

  @Test
  void everyTypeAndPrivilege() {
    for (int cpl = 0; cpl < 4; cpl++) {
      try (var guest = SystemGuest.protectedMode(cpl)) {
        for (int i = 0; i < 1 << 10; i++) {
          int type = i & 0x1F;
          int dpl = i >> 5 & 3;
          int rpl = i >> 7 & 3;
          boolean present = (i & 1 << 9) != 0;
          int access = 0xC000 | type | dpl << 5 | (present ? 0x80 : 0);
          guest.describe(FREE, BASE, 0xF, access);
          String text = "type " + type + " DPL " + dpl + " RPL " + rpl + " CPL " + cpl;
          String expected = expectedData(type, dpl, cpl, rpl, present);
          assertEquals(expected, load(guest, Segment.ES, FREE | rpl), text);
          guest.describe(FREE, BASE, 0xF, access);
          String stack = expectedStack(type, dpl, cpl, rpl, present);
          assertEquals(stack, load(guest, Segment.SS, FREE | rpl), text);
        }
      }
    }
  }

  @Test
  void hiddenPartAndAccessedBit() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.describe(FREE, BASE, 0xF, SystemGuest.DATA_32 & ~Segment.ACCESSED);
      assertEquals("", load(guest, Segment.DS, FREE));
      Segment ds = guest.cpu.segments[Segment.DS];
      assertEquals(BASE, ds.base);
      assertEquals(0xFFFF, ds.limit);
      assertEquals(SystemGuest.DATA_32, ds.access);
      assertEquals(BASE, guest.cpu.segmentBase[Segment.DS]);
      assertEquals(0x93, guest.memory.read(SystemGuest.GDT + FREE + 5, 1));
    }
  }

  @Test
  void nullSelectors() {
    try (var guest = SystemGuest.protectedMode(0)) {
      assertEquals("", load(guest, Segment.GS, 3));
      assertEquals(0, guest.cpu.segments[Segment.GS].access);
      assertEquals("13(0)", load(guest, Segment.SS, 0));
    }
    for (int cpl = 0; cpl < 4; cpl++) {
      for (int rpl = 0; rpl < 4; rpl++) {
        try (var guest = SystemGuest.longMode(cpl)) {
          boolean allowed = cpl < 3 && rpl == cpl;
          assertEquals(allowed ? "" : "13(0)", load(guest, Segment.SS, rpl));
        }
      }
    }
  }

  @Test
  void selectorsBeyondTheTables() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.cpu.gdtr.limit = FREE + 6;
      assertEquals("13(" + FREE + ")", load(guest, Segment.DS, FREE | 3));
      assertEquals("13(12)", load(guest, Segment.DS, 0xC), "no LDT");
      guest.cpu.ldtr.set(FREE, 0x7000, 0xF, Segment.PRESENT | 2);
      long descriptor = guest.memory.read(SystemGuest.GDT + data(0), 8);
      guest.memory.write(0x7008, 8, descriptor);
      assertEquals("", load(guest, Segment.DS, 0xC));
      assertEquals("13(20)", load(guest, Segment.DS, 0x14));
    }
  }

  @Test
  void realModeKeepsLimitsAndVirtual8086ModeDoesNot() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.cr0 = Cr.CR0_ET;
      SegmentLoader.load(cpu, Segment.DS, 0xFFFF);
      assertEquals(0xF_FFF0, cpu.segments[Segment.DS].base);
      assertEquals(0xFFFF_FFFFL, cpu.segments[Segment.DS].limit);
      cpu.cr0 |= Cr.CR0_PE;
      cpu.systemFlags = Flags.VM;
      SegmentLoader.load(cpu, Segment.DS, 0x1234);
      assertEquals(0x1_2340, cpu.segments[Segment.DS].base);
      assertEquals(0xFFFF, cpu.segments[Segment.DS].limit);
      assertEquals(3, cpu.segments[Segment.DS].dpl());
    }
  }

  @Test
  void loadOfStackSegmentHoldsInterruptsAndTraps() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.cpu.r[Cpu.RAX] = data(0);
      guest.run(0x8E, 0xD0);
      assertEquals(guest.cpu.instructionCount(), guest.cpu.shadowAt);
      assertEquals("6", guest.outcome(0x8E, 0xC8), "MOV CS");
    }
  }

  @Test
  void popOfStackSegmentMovesTheOldStackPointer() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.memory.write(SystemGuest.STACK, 4, 0xFFFF_0000L | data(0));
      guest.run(0x17);
      assertEquals(SystemGuest.STACK + 4, guest.cpu.r[Cpu.RSP]);
      assertEquals(data(0), guest.cpu.segments[Segment.SS].selector);
    }
  }
}
