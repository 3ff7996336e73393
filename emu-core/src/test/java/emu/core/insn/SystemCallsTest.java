package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.decode.CodeMode;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** AMD APM 3: SYSCALL, SYSRET, SYSENTER, SYSEXIT. */
class SystemCallsTest {
  private static final int[] SYSCALL = {0x0F, 0x05};
  private static final int[] SYSRET = {0x48, 0x0F, 0x07};
  private static final int[] SYSRET_32 = {0x0F, 0x07};

  private static SystemGuest guest(int cpl) {
    SystemGuest guest = SystemGuest.longMode(cpl);
    Cpu cpu = guest.cpu;
    cpu.efer |= Cr.EFER_SCE;
    cpu.msrs.star = 0x0023_0010L << 32 | 0x1234_5678;
    cpu.msrs.lstar = 0xFFFF_8000_0000_1000L;
    cpu.msrs.cstar = 0xFFFF_8000_0000_2000L;
    cpu.msrs.fmask = Flags.IF | Flags.TF | Flags.DF;
    return guest;
  }

  @Test
  void thereAndBack() {
    try (var guest = guest(3)) {
      Cpu cpu = guest.cpu;
      cpu.systemFlags = Flags.IF | Flags.DF | Flags.AC;
      guest.run(SYSCALL);
      assertEquals(0, cpu.cpl);
      assertEquals(cpu.msrs.lstar, cpu.rip);
      assertEquals(0x1_0002, cpu.r[Cpu.RCX]);
      assertEquals(Flags.IF | Flags.DF | Flags.AC | 2, cpu.r[11] & ~Flags.STATUS);
      assertEquals(Flags.AC, cpu.systemFlags);
      assertEquals(0x10, cpu.segments[Segment.CS].selector);
      assertEquals(0x18, cpu.segments[Segment.SS].selector);
      assertEquals(CodeMode.CODE_64, cpu.codeMode);
      guest.run(SYSRET);
      assertEquals(3, cpu.cpl);
      assertEquals(0x1_0002, cpu.rip);
      assertEquals(0x33, cpu.segments[Segment.CS].selector);
      assertEquals(0x2B, cpu.segments[Segment.SS].selector);
      assertEquals(Flags.IF | Flags.DF | Flags.AC, cpu.systemFlags);
    }
  }

  @Test
  void compatibilityMode() {
    try (var guest = guest(0)) {
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RCX] = 0xFFFF_FFFF_0000_4000L;
      cpu.r[11] = Flags.IF;
      guest.run(SYSRET_32);
      assertEquals(CodeMode.CODE_32, cpu.codeMode);
      assertEquals(0x23, cpu.segments[Segment.CS].selector);
      assertEquals(0x4000, cpu.rip);
      guest.run(SYSCALL);
      assertEquals(cpu.msrs.cstar, cpu.rip);
      assertEquals(CodeMode.CODE_64, cpu.codeMode);
    }
  }

  @Test
  void legacyMode() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      cpu.efer = Cr.EFER_SCE;
      cpu.msrs.star = 0x0023_0010L << 32 | 0x1234_5678;
      cpu.systemFlags = Flags.IF | Flags.DF;
      guest.run(SYSCALL);
      assertEquals(0x1234_5678, cpu.rip);
      assertEquals(0x1_0002, cpu.r[Cpu.RCX]);
      assertEquals(Flags.DF, cpu.systemFlags);
      guest.run(SYSRET_32);
      assertEquals(3, cpu.cpl);
      assertEquals(Flags.IF | Flags.DF, cpu.systemFlags);
    }
  }

  @Test
  void refused() {
    try (var guest = guest(3)) {
      assertEquals("13(0)", guest.outcome(SYSRET));
      guest.cpu.efer &= ~Cr.EFER_SCE;
      assertEquals("6", guest.outcome(SYSCALL));
      assertEquals("6", guest.outcome(SYSRET));
      assertEquals("6", guest.outcome(0x0F, 0x34), "SYSENTER in long mode");
      assertEquals("6", guest.outcome(0x0F, 0x35), "SYSEXIT in long mode");
    }
  }

  @Test
  void returnToAnAddressThatIsNotCanonicalFaultsInUserMode() {
    try (var guest = guest(0)) {
      guest.cpu.r[Cpu.RCX] = 1L << 47;
      assertEquals("", guest.outcome(SYSRET));
      assertEquals(3, guest.cpu.cpl);
    }
  }

  @Test
  void enterAndExitInLegacyMode() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      assertEquals("13(0)", guest.outcome(0x0F, 0x34), "IA32_SYSENTER_CS is null");
      cpu.msrs.sysenterCs = 0x8;
      cpu.msrs.sysenterEsp = 0x7000;
      cpu.msrs.sysenterEip = 0x9000;
      cpu.systemFlags = Flags.IF;
      guest.run(0x0F, 0x34);
      assertEquals(0, cpu.cpl);
      assertEquals(0x9000, cpu.rip);
      assertEquals(0x7000, cpu.r[Cpu.RSP]);
      assertEquals(0x10, cpu.segments[Segment.SS].selector);
      assertEquals(0, cpu.systemFlags);
      cpu.r[Cpu.RCX] = 0x6000;
      cpu.r[Cpu.RDX] = 0x5000;
      guest.run(0x0F, 0x35);
      assertEquals(3, cpu.cpl);
      assertEquals(0x1B, cpu.segments[Segment.CS].selector);
      assertEquals(0x23, cpu.segments[Segment.SS].selector);
      assertEquals(0x5000, cpu.rip);
      assertEquals(0x6000, cpu.r[Cpu.RSP]);
      assertEquals("13(0)", guest.outcome(0x0F, 0x35));
    }
  }
}
