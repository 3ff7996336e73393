package emu.core.insn;

import static emu.core.testing.SystemGuest.FREE;
import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.testing.SystemGuest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DescriptorInstructionsTest {
  private static final int[] LAR = {0x0F, 0x02, 0xC3};
  private static final int[] LSL = {0x0F, 0x03, 0xC3};
  private static final int[] VERR = {0x0F, 0x00, 0xE3};
  private static final int[] VERW = {0x0F, 0x00, 0xEB};

  private static boolean accepts(SystemGuest guest, int selector, int... instruction) {
    guest.cpu.r[Cpu.RBX] = selector;
    guest.run(instruction);
    return Flags.zero(guest.cpu);
  }

  /** SDM 2A, LAR, table 3-53, and LSL, table 3-56. */
  @Test
  void systemTypes() {
    Set<Integer> access = Set.of(1, 2, 3, 4, 5, 9, 11, 12);
    Set<Integer> limit = Set.of(1, 2, 3, 9, 11);
    Set<Integer> wideAccess = Set.of(2, 9, 11, 12);
    Set<Integer> wideLimit = Set.of(2, 9, 11);
    for (int type = 0; type < 16; type++) {
      try (var guest = SystemGuest.protectedMode(0)) {
        guest.describe(FREE, 0, 0x1_2345, 0x80 | type);
        assertEquals(access.contains(type), accepts(guest, FREE, LAR), "LAR, type " + type);
        assertEquals(limit.contains(type), accepts(guest, FREE, LSL), "LSL, type " + type);
      }
      try (var guest = SystemGuest.longMode(0)) {
        guest.describe(FREE, 0, 0x1_2345, 0x80 | type);
        assertEquals(wideAccess.contains(type), accepts(guest, FREE, LAR), "LAR, type " + type);
        assertEquals(wideLimit.contains(type), accepts(guest, FREE, LSL), "LSL, type " + type);
      }
    }
  }

  @Test
  void valuesAndPrivilege() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      assertEquals(true, accepts(guest, data(3), LAR));
      assertEquals(0xC0_F300, cpu.r[Cpu.RAX]);
      assertEquals(true, accepts(guest, data(3), LSL));
      assertEquals(0xFFFF_FFFFL, cpu.r[Cpu.RAX]);
      cpu.r[Cpu.RAX] = 77;
      assertEquals(false, accepts(guest, data(0), LAR), "DPL");
      assertEquals(false, accepts(guest, 0, LAR), "null");
      assertEquals(false, accepts(guest, 0x400, LSL), "beyond the table");
      assertEquals(77, cpu.r[Cpu.RAX]);
      assertEquals(true, accepts(guest, data(3), VERR));
      assertEquals(true, accepts(guest, data(3), VERW));
      assertEquals(false, accepts(guest, data(2), VERR));
      assertEquals(true, accepts(guest, code(3), VERR));
      assertEquals(false, accepts(guest, code(3), VERW));
      guest.describe(FREE, 0, 0xF_FFFF, SystemGuest.CODE_32 | Segment.EXPAND_DOWN);
      assertEquals(true, accepts(guest, FREE | 3, VERR), "conforming");
      guest.describe(FREE, 0, 0xF_FFFF, 0xC0F9);
      assertEquals(false, accepts(guest, FREE | 3, VERR), "execute only");
    }
  }

  @Test
  void requestedPrivilegeIsRaised() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.cpu.r[Cpu.RAX] = 0x1234_0008;
      assertEquals(true, accepts(guest, 3, 0x63, 0xD8));
      assertEquals(0x1234_000B, guest.cpu.r[Cpu.RAX]);
      assertEquals(false, accepts(guest, 2, 0x63, 0xD8));
      assertEquals(0x1234_000B, guest.cpu.r[Cpu.RAX]);
    }
    try (var guest = SystemGuest.real()) {
      assertEquals("6", guest.outcome(0x63, 0xD8));
      assertEquals("6", guest.outcome(VERR));
      assertEquals("6", guest.outcome(0x0F, 0x00, 0xD0), "LLDT");
    }
  }

  @Test
  void tableRegisters() {
    try (var guest = SystemGuest.longMode(0)) {
      guest.memory.write(0x5000, 2, 0x1FF);
      guest.memory.write(0x5002, 8, 0xFFFF_8000_1234_5678L);
      guest.run(0x0F, 0x01, 0x1C, 0x25, 0, 0x50, 0, 0);
      assertEquals(0xFFFF_8000_1234_5678L, guest.cpu.idtr.base);
      assertEquals(0x1FF, guest.cpu.idtr.limit);
      guest.run(0x0F, 0x01, 0x0C, 0x25, 0x10, 0x50, 0, 0);
      assertEquals(0x1FF, guest.memory.read(0x5010, 2));
      assertEquals(0xFFFF_8000_1234_5678L, guest.memory.read(0x5012, 8));
      guest.memory.write(0x5002, 8, 1L << 47);
      assertEquals("13(0)", guest.outcome(0x0F, 0x01, 0x1C, 0x25, 0, 0x50, 0, 0));
    }
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.memory.write(0x5000, 2, 0x1FF);
      guest.memory.write(0x5002, 4, 0x1234_5678);
      guest.run(0x0F, 0x01, 0x15, 0, 0x50, 0, 0);
      assertEquals(0x1234_5678, guest.cpu.gdtr.base);
      guest.run(0x66, 0x0F, 0x01, 0x15, 0, 0x50, 0, 0);
      assertEquals(0x34_5678, guest.cpu.gdtr.base, "24 bits with 16-bit operand size");
    }
  }

  @Test
  void taskRegister() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      int[] ltr = {0x0F, 0x00, 0xD8};
      cpu.r[Cpu.RAX] = SystemGuest.TSS_SELECTOR;
      assertEquals(
          "13(" + SystemGuest.TSS_SELECTOR + ")", guest.outcome(ltr), "needs the accessible type");
      guest.describe(SystemGuest.TSS_SELECTOR, 0x1234_5000, 0x67, 0x89);
      guest.memory.write(SystemGuest.GDT + SystemGuest.TSS_SELECTOR + 8, 8, 0xFFFF_8000L);
      guest.run(ltr);
      assertEquals(0xFFFF_8000_1234_5000L, cpu.tr.base);
      assertEquals(
          0x8B, guest.memory.read(SystemGuest.GDT + SystemGuest.TSS_SELECTOR + 5, 1), "busy");
      cpu.r[Cpu.RAX] = 0;
      assertEquals("13(0)", guest.outcome(ltr));
      cpu.r[Cpu.RAX] = 0xC;
      assertEquals("13(12)", guest.outcome(ltr), "local");
      guest.describe(FREE, 0, 0x67, 0x81);
      cpu.r[Cpu.RAX] = FREE;
      assertEquals("13(" + FREE + ")", guest.outcome(ltr), "16-bit TSS in long mode");
    }
  }

  @Test
  void localDescriptorTable() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      int[] lldt = {0x0F, 0x00, 0xD0};
      cpu.r[Cpu.RAX] = 0;
      guest.run(lldt);
      assertEquals(0, cpu.ldtr.access);
      cpu.r[Cpu.RAX] = data(0);
      assertEquals("13(" + data(0) + ")", guest.outcome(lldt));
      guest.describe(FREE, 0x7000, 0xF, 0x02);
      cpu.r[Cpu.RAX] = FREE;
      assertEquals("11(" + FREE + ")", guest.outcome(lldt));
      guest.describe(FREE, 0x7000, 0xF, 0x82);
      guest.run(lldt);
      assertEquals(0x7000, cpu.ldtr.base);
    }
  }

  @Test
  void userModeInstructionPrevention() {
    int[][] instructions = {
      {0x0F, 0x00, 0xC0},
      {0x0F, 0x00, 0xC8},
      {0x0F, 0x01, 0xE0},
      {0x0F, 0x01, 0x05, 0, 0x50, 0, 0},
      {0x0F, 0x01, 0x0D, 0, 0x50, 0, 0}
    };
    try (var guest = SystemGuest.protectedMode(3)) {
      for (int[] instruction : instructions) {
        assertEquals("", guest.outcome(instruction));
      }
      guest.cpu.cr4 = Cr.CR4_UMIP;
      for (int[] instruction : instructions) {
        assertEquals("13(0)", guest.outcome(instruction));
      }
    }
  }
}
