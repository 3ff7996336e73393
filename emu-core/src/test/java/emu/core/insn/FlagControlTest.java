package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

class FlagControlTest {
  private static final int ALL = 0x3F_7FD5;

  /** SDM 2B, table 4-16 (POPF), and CLI and STI beside it. */
  @Test
  void popByPrivilege() {
    for (int cpl = 0; cpl < 4; cpl++) {
      for (int iopl = 0; iopl < 4; iopl++) {
        try (var guest = SystemGuest.protectedMode(cpl)) {
          String text = "CPL " + cpl + " IOPL " + iopl;
          guest.cpu.systemFlags = iopl << 12 | Flags.RF;
          guest.memory.write(SystemGuest.STACK, 4, ALL);
          guest.run(0x9D);
          int expected = Flags.STATUS | Flags.TF | Flags.DF | Flags.NT | Flags.AC | Flags.ID | 2;
          expected |= cpl == 0 ? Flags.IOPL : iopl << 12;
          expected |= cpl <= iopl ? Flags.IF : 0;
          assertEquals(expected, Flags.get(guest.cpu), text);
          guest.cpu.systemFlags = iopl << 12;
          String refused = cpl <= iopl ? "" : "13(0)";
          assertEquals(refused, guest.outcome(0xFB), text);
          assertEquals(refused, guest.outcome(0xFA), text);
        }
      }
    }
  }

  @Test
  void sixteenBitsLeaveTheUpperFlags() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.cpu.systemFlags = Flags.ID;
      guest.memory.write(SystemGuest.STACK, 4, ALL & ~Flags.ID);
      guest.run(0x66, 0x9D);
      assertEquals(Flags.ID, guest.cpu.systemFlags & (Flags.ID | Flags.AC));
      assertEquals(SystemGuest.STACK + 2, guest.cpu.r[Cpu.RSP]);
    }
  }

  @Test
  void pushShowsNeitherResumeNorVirtual() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.cpu.systemFlags = Flags.RF | Flags.IF | Flags.ID;
      guest.run(0x9C);
      assertEquals(Flags.IF | Flags.ID | 2, guest.word(0) & ~Flags.STATUS);
    }
  }

  @Test
  void interruptsStayOffForOneInstructionAfterSti() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.run(0xFB);
      assertEquals(guest.cpu.instructionCount(), guest.cpu.shadowAt);
      guest.run(0x90);
      guest.run(0xFB);
      assertEquals(guest.cpu.instructionCount() - 2, guest.cpu.shadowAt, "they were on already");
    }
  }

  @Test
  void singleFlags() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      Flags.setStatus(cpu, Flags.OF | Flags.ZF | Flags.SF | Flags.PF | Flags.AF);
      guest.run(0xF9);
      assertEquals(Flags.STATUS, Flags.status(cpu));
      guest.run(0xF5);
      assertEquals(Flags.STATUS & ~Flags.CF, Flags.status(cpu));
      guest.run(0xF5);
      guest.run(0xF8);
      assertEquals(Flags.STATUS & ~Flags.CF, Flags.status(cpu));
      guest.run(0xFD);
      assertEquals(Flags.DF, cpu.systemFlags);
      guest.run(0xFC);
      assertEquals(0, cpu.systemFlags);
      assertEquals("6", guest.outcome(0x0F, 0x01, 0xCB), "STAC above level 0");
    }
  }

  @Test
  void flagsThroughAh() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      for (int flags = 0; flags < 256; flags++) {
        Flags.setStatus(cpu, Flags.OF);
        cpu.r[Cpu.RAX] = 0x1234_0056 | flags << 8;
        guest.run(0x9E);
        guest.run(0x9F);
        int expected = flags & 0xD5 | 2;
        assertEquals(0x1234_0056 | expected << 8, cpu.r[Cpu.RAX]);
        assertEquals(Flags.OF, Flags.status(cpu) & Flags.OF);
      }
    }
  }
}
