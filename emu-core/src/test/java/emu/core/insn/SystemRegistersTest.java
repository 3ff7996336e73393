package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Debug;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

class SystemRegistersTest {
  private static final long BASE = 0xFFFF_8000_0000_0000L;

  @Test
  void swapOfGsBases() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.msrs.kernelGsBase = BASE;
      cpu.segments[Segment.GS].base = 0x1234;
      guest.run(0x0F, 0x01, 0xF8);
      assertEquals(BASE, cpu.segmentBase[Segment.GS]);
      assertEquals(0x1234, cpu.msrs.kernelGsBase);
    }
    try (var guest = SystemGuest.longMode(3)) {
      assertEquals("13(0)", guest.outcome(0x0F, 0x01, 0xF8));
    }
  }

  @Test
  void basesOfFsAndGs() {
    try (var guest = SystemGuest.longMode(3)) {
      Cpu cpu = guest.cpu;
      int[] wrfsbase = {0xF3, 0x48, 0x0F, 0xAE, 0xD0};
      assertEquals("6", guest.outcome(wrfsbase), "CR4.FSGSBASE is clear");
      cpu.cr4 |= Cr.CR4_FSGSBASE;
      cpu.r[Cpu.RAX] = BASE | 5;
      guest.run(wrfsbase);
      assertEquals(BASE | 5, cpu.segmentBase[Segment.FS]);
      guest.run(0xF3, 0x0F, 0xAE, 0xC3);
      assertEquals(5, cpu.r[Cpu.RBX], "RDFSBASE EBX");
      guest.run(0xF3, 0x0F, 0xAE, 0xD8);
      assertEquals(5, cpu.segmentBase[Segment.GS], "WRGSBASE EAX");
      cpu.r[Cpu.RAX] = 1L << 47;
      assertEquals("13(0)", guest.outcome(wrfsbase));
    }
  }

  @Test
  void debugRegisters() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RAX] = 0;
      guest.run(0x0F, 0x23, 0xF0);
      assertEquals(0xFFFF_0FF0L, cpu.dr[6]);
      cpu.r[Cpu.RAX] = 0xFFFF_FFFFL;
      guest.run(0x0F, 0x23, 0xE8);
      assertEquals(0xFFFF_27FFL, cpu.dr[7], "through its alias DR5");
      assertEquals("1", guest.outcome(0x0F, 0x21, 0xC0), "general detect");
      assertEquals(Debug.DR6_BD, cpu.dr[6] & Debug.DR6_BD);
      guest.run(0x0F, 0x21, 0xF8);
      assertEquals(0xFFFF_07FFL, cpu.r[Cpu.RAX]);
      cpu.cr4 |= Cr.CR4_DE;
      assertEquals("6", guest.outcome(0x0F, 0x21, 0xE0), "DR4");
      cpu.r[Cpu.RAX] = 1L << 32;
      assertEquals("13(0)", guest.outcome(0x0F, 0x23, 0xF0));
      assertEquals("", guest.outcome(0x0F, 0x23, 0xC0));
      assertEquals("6", guest.outcome(0x44, 0x0F, 0x23, 0xC0), "DR8");
    }
  }

  @Test
  void extendedControlRegister() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      int[] xsetbv = {0x0F, 0x01, 0xD1};
      assertEquals("6", guest.outcome(xsetbv), "CR4.OSXSAVE is clear");
      cpu.cr4 |= Cr.CR4_OSXSAVE;
      cpu.r[Cpu.RDX] = 0;
      for (int value = 0; value < 8; value++) {
        cpu.r[Cpu.RAX] = value;
        assertEquals(value == 1 || value == 3 ? "" : "13(0)", guest.outcome(xsetbv));
      }
      guest.run(0x0F, 0x01, 0xD0);
      assertEquals(3, cpu.r[Cpu.RAX]);
      cpu.r[Cpu.RCX] = 1;
      assertEquals("13(0)", guest.outcome(0x0F, 0x01, 0xD0));
    }
  }

  @Test
  void timeStampCounterMayBeForbidden() {
    try (var guest = SystemGuest.longMode(3)) {
      assertEquals("", guest.outcome(0x0F, 0x31));
      guest.cpu.cr4 |= Cr.CR4_TSD;
      assertEquals("13(0)", guest.outcome(0x0F, 0x31));
      assertEquals("13(0)", guest.outcome(0x0F, 0x01, 0xF9));
      assertEquals("13(0)", guest.outcome(0x0F, 0x33), "RDPMC");
    }
  }

  @Test
  void randomNumbersCanBeRepeated() {
    try (var guest = SystemGuest.longMode(3);
        var other = SystemGuest.longMode(3)) {
      long before = guest.cpu.r[Cpu.RAX];
      for (int i = 0; i < 10; i++) {
        guest.run(0x48, 0x0F, 0xC7, 0xF0);
        other.run(0x48, 0x0F, 0xC7, 0xF0);
        assertEquals(other.cpu.r[Cpu.RAX], guest.cpu.r[Cpu.RAX]);
        assertNotEquals(before, guest.cpu.r[Cpu.RAX]);
        assertEquals(Flags.CF, Flags.status(guest.cpu));
        before = guest.cpu.r[Cpu.RAX];
      }
      guest.run(0x66, 0x0F, 0xC7, 0xF8);
      assertEquals(before & ~0xFFFFL, guest.cpu.r[Cpu.RAX] & ~0xFFFFL, "RDSEED AX");
    }
  }

  @Test
  void halt() {
    try (var guest = SystemGuest.longMode(0)) {
      guest.run(0xF4);
      assertTrue(guest.cpu.halted);
    }
    try (var guest = SystemGuest.longMode(3)) {
      for (int[] privileged :
          new int[][] {{0xF4}, {0x0F, 0x08}, {0x0F, 0x09}, {0x0F, 0x06}, {0x0F, 0x01, 0x38}}) {
        assertEquals("13(0)", guest.outcome(privileged));
      }
      assertEquals("6", guest.outcome(0x0F, 0x0B));
      assertEquals("6", guest.outcome(0x0F, 0xAA));
    }
  }

  @Test
  void pageIsForgotten() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      assertEquals(0, cpu.mmu.load64(0x7008));
      guest.memory.write(0x7008, 8, 5);
      long entry = SystemGuest.PAGE_TABLES + 0x2000;
      guest.memory.write(entry, 8, 0);
      assertEquals(5, cpu.mmu.load64(0x7008), "still in the TLB");
      guest.run(0x0F, 0x01, 0x3C, 0x25, 0x08, 0x70, 0, 0);
      assertEquals("14(0)", SystemGuest.outcomeOf(() -> cpu.mmu.load64(0x7008)));
      assertEquals(0x7008, cpu.cr2);
    }
  }
}
