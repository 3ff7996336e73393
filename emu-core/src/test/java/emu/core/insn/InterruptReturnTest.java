package emu.core.insn;

import static emu.core.testing.SystemGuest.STACK;
import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** IRET in legacy modes (SDM 2A, IRET); long mode is with the gates. */
class InterruptReturnTest {
  private static final int ALL = 0x3F_7FD5;

  private static void push(SystemGuest guest, long... words) {
    for (int i = 0; i < words.length; i++) {
      guest.memory.write(guest.cpu.r[Cpu.RSP] + 4L * i, 4, words[i]);
    }
  }

  @Test
  void flagsByPrivilege() {
    for (int cpl = 0; cpl < 4; cpl++) {
      for (int iopl = 0; iopl < 4; iopl++) {
        try (var guest = SystemGuest.protectedMode(cpl)) {
          guest.cpu.systemFlags = iopl << 12;
          push(guest, 0x1234, code(cpl), ALL & ~Flags.VM);
          guest.run(0xCF);
          int always =
              Flags.STATUS | Flags.TF | Flags.DF | Flags.NT | Flags.RF | Flags.AC | Flags.ID;
          int expected = always | 2;
          expected |= cpl == 0 ? Flags.IOPL : iopl << 12;
          expected |= cpl <= iopl ? Flags.IF : 0;
          assertEquals(expected, Flags.get(guest.cpu), "CPL " + cpl + " IOPL " + iopl);
          assertEquals(STACK + 12, guest.cpu.r[Cpu.RSP]);
        }
      }
    }
  }

  @Test
  void toAnOuterLevel() {
    try (var guest = SystemGuest.protectedMode(0)) {
      push(guest, 0x1234, code(3), Flags.IF | 2, 0x7000, data(3));
      guest.run(0xCF);
      assertEquals(3, guest.cpu.cpl);
      assertEquals(0x7000, guest.cpu.r[Cpu.RSP]);
      assertEquals(data(3), guest.cpu.segments[Segment.SS].selector);
      assertEquals(0, guest.cpu.segments[Segment.DS].access);
      assertTrue(guest.cpu.interruptsEnabled());
    }
  }

  @Test
  void intoVirtual8086Mode() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      push(
          guest,
          0xF123,
          0x1000,
          Flags.VM | Flags.IF | 2,
          0xFFE,
          0x2000,
          0x3000,
          0x4000,
          0x5000,
          0x6000);
      guest.run(0xCF);
      assertTrue(cpu.isVirtual8086());
      assertEquals(3, cpu.cpl);
      assertEquals(0xF123, cpu.rip);
      assertEquals(0xFFE, cpu.r[Cpu.RSP]);
      assertEquals(0x2_0000, cpu.segments[Segment.SS].base);
      assertEquals(0x3_0000, cpu.segments[Segment.ES].base);
      assertEquals(0x4_0000, cpu.segments[Segment.DS].base);
      assertEquals(0x5_0000, cpu.segments[Segment.FS].base);
      assertEquals(0x6_0000, cpu.segments[Segment.GS].base);
      assertEquals("13(0)", guest.outcome(0xCF), "IOPL 0");
    }
    try (var guest = SystemGuest.protectedMode(3)) {
      push(guest, 0x1234, code(3), Flags.VM | 2);
      guest.run(0xCF);
      assertEquals(0, guest.cpu.systemFlags & Flags.VM, "only from level 0");
    }
  }

  @Test
  void realMode() {
    try (var guest = SystemGuest.real()) {
      Cpu cpu = guest.cpu;
      guest.memory.write(4L * 0x21, 4, 0xF000_1234L);
      cpu.systemFlags = Flags.IF | Flags.TF;
      guest.run(0xCD, 0x21);
      assertEquals(0x1234, cpu.rip);
      assertEquals(0xF_0000, cpu.segments[Segment.CS].base);
      assertEquals(0, cpu.systemFlags);
      assertEquals(0x7FFA, cpu.r[Cpu.RSP]);
      guest.run(0xCF);
      assertEquals(0x502, cpu.rip);
      assertEquals(Flags.IF | Flags.TF, cpu.systemFlags);
      assertEquals(0x8000, cpu.r[Cpu.RSP]);
      cpu.idtr.limit = 4 * 0x21 + 2;
      assertEquals("13(0)", guest.outcome(0xCD, 0x21));
    }
  }

  @Test
  void softwareInterruptOnOverflow() {
    try (var guest = SystemGuest.real()) {
      guest.memory.write(16, 4, 0x4321);
      guest.run(0xCE);
      assertEquals(0x501, guest.cpu.rip);
      Flags.setStatus(guest.cpu, Flags.OF);
      guest.run(0xCE);
      assertEquals(0x4321, guest.cpu.rip);
    }
  }
}
