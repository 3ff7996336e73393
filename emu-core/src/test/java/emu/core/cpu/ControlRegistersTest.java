package emu.core.cpu;

import static emu.core.testing.SystemGuest.outcomeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.decode.CodeMode;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 3A 2.5 (control registers) and 9.8.5 (entering and leaving long mode). */
class ControlRegistersTest {
  private static final String GP = "13(0)";

  @Test
  void invalidCombinationsOfCr0() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      assertEquals(GP, cr0(cpu, Cr.CR0_PG));
      assertEquals(GP, cr0(cpu, Cr.CR0_PE | Cr.CR0_NW));
      assertEquals(GP, cr0(cpu, Cr.CR0_PE | 1L << 32));
      assertEquals("", cr0(cpu, Cr.CR0_PE | 1 << 10 | 1 << 6));
      assertEquals(Cr.CR0_PE | Cr.CR0_ET, cpu.cr0, "reserved bits ignored, ET fixed");
    }
  }

  private static String cr0(Cpu cpu, long value) {
    return outcomeOf(() -> ControlRegisters.writeCr0(cpu, value));
  }

  @Test
  void bitsOfCr4NeedTheirFeature() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      long supported = ControlRegisters.supportedCr4(cpu.model);
      for (int bit = 0; bit < 64; bit++) {
        long value = 1L << bit;
        String expected = (supported & value) != 0 ? "" : GP;
        assertEquals(
            expected, outcomeOf(() -> ControlRegisters.writeCr4(cpu, value)), "bit " + bit);
      }
      assertEquals(0, supported & (Cr.CR4_VME | Cr.CR4_PVI | Cr.CR4_MCE));
    }
  }

  @Test
  void intoLongModeAndOut() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      ModelSpecificRegisters.write(cpu, ModelSpecificRegisters.EFER, Cr.EFER_LME);
      assertEquals(GP, cr0(cpu, cpu.cr0 | Cr.CR0_PG), "PAE is off");
      ControlRegisters.writeCr4(cpu, Cr.CR4_PAE);
      cpu.tr.access = 0x83;
      assertEquals(GP, cr0(cpu, cpu.cr0 | Cr.CR0_PG), "16-bit TSS");
      cpu.tr.access = 0x8B;
      assertEquals("", cr0(cpu, cpu.cr0 | Cr.CR0_PG));
      assertTrue(cpu.isLongMode());
      assertEquals(CodeMode.CODE_32, cpu.codeMode, "compatibility mode");
      assertEquals(GP, outcomeOf(() -> ControlRegisters.writeCr4(cpu, 0)));
      long withoutLme = cpu.efer & ~Cr.EFER_LME;
      assertEquals(GP, msr(cpu, ModelSpecificRegisters.EFER, withoutLme));
      assertEquals("", cr0(cpu, cpu.cr0 & ~Cr.CR0_PG));
      assertFalse(cpu.isLongMode());
      assertTrue((cpu.efer & Cr.EFER_LME) != 0);
    }
    try (var guest = SystemGuest.longMode(0)) {
      assertEquals(GP, cr0(guest.cpu, guest.cpu.cr0 & ~Cr.CR0_PG), "from 64-bit code");
    }
  }

  private static String msr(Cpu cpu, int number, long value) {
    return outcomeOf(() -> ModelSpecificRegisters.write(cpu, number, value));
  }

  @Test
  void wideCodeSegmentMayNotStartLongMode() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      ControlRegisters.writeCr4(cpu, Cr.CR4_PAE);
      ModelSpecificRegisters.write(cpu, ModelSpecificRegisters.EFER, Cr.EFER_LME);
      cpu.segments[Segment.CS].access |= Segment.LONG;
      assertEquals(GP, cr0(cpu, cpu.cr0 | Cr.CR0_PG));
    }
  }

  @Test
  void pageDirectoryPointersAreCheckedUnderPae() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      guest.memory.write(0x8000, 8, 0x9001 | 2);
      ControlRegisters.writeCr4(cpu, Cr.CR4_PAE);
      ControlRegisters.writeCr3(cpu, 0x8000);
      assertEquals(GP, cr0(cpu, cpu.cr0 | Cr.CR0_PG));
      assertEquals(0, cpu.cr0 & Cr.CR0_PG);
      guest.memory.write(0x8000, 8, 0x9001);
      assertEquals("", cr0(cpu, cpu.cr0 | Cr.CR0_PG));
      guest.memory.write(0x7020, 8, 0x1E7);
      assertEquals(GP, outcomeOf(() -> ControlRegisters.writeCr3(cpu, 0x7020)));
      assertEquals(0x8000, cpu.cr3);
    }
  }

  @Test
  void basesBeyondThePhysicalAddressSpace() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      long beyond = 1L << cpu.model.physicalBits();
      assertEquals(GP, outcomeOf(() -> ControlRegisters.writeCr3(cpu, beyond)));
      assertEquals(GP, outcomeOf(() -> ControlRegisters.writeCr8(cpu, 16)));
      assertEquals("", outcomeOf(() -> ControlRegisters.writeCr8(cpu, 15)));
    }
  }

  @Test
  void moves() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.cr2 = 0x1234_5678_9ABCL;
      guest.run(0x0F, 0x20, 0xD0);
      assertEquals(cpu.cr2, cpu.r[Cpu.RAX]);
      cpu.r[Cpu.RAX] = 5;
      guest.run(0x44, 0x0F, 0x22, 0xC0);
      cpu.r[Cpu.RAX] = 0;
      guest.run(0x44, 0x0F, 0x20, 0xC0);
      assertEquals(5, cpu.r[Cpu.RAX]);
      for (int number : new int[] {1, 5, 6, 7}) {
        assertEquals("6", guest.outcome(0x0F, 0x20, 0xC0 | number << 3), "CR" + number);
      }
    }
    try (var guest = SystemGuest.longMode(3)) {
      assertEquals(GP, guest.outcome(0x0F, 0x20, 0xC0));
    }
  }

  @Test
  void machineStatusWord() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RAX] = 0xFFF8;
      guest.run(0x0F, 0x01, 0xF0);
      assertEquals(Cr.CR0_PE | Cr.CR0_ET | Cr.CR0_TS, cpu.cr0, "LMSW cannot clear PE");
      guest.run(0x0F, 0x06);
      guest.run(0x0F, 0x01, 0xE0);
      assertEquals(Cr.CR0_PE | Cr.CR0_ET, cpu.r[Cpu.RAX]);
    }
  }
}
