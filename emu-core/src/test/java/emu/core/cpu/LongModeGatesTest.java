package emu.core.cpu;

import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static emu.core.testing.SystemGuest.outcomeOf;
import static emu.core.testing.SystemGuest.stackOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Interrupts.Source;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 3A 6.14: exception and interrupt handling in 64-bit mode. */
class LongModeGatesTest {
  private static final int VECTOR = 0x40;
  private static final int GATE_ERROR = VECTOR << 3 | 2;
  private static final long HANDLER = 0xFFFF_8000_0001_8000L;
  private static final int GATE = 0x8E;
  private static final int NONE = GuestFault.NO_ERROR_CODE;

  private static String hardware(SystemGuest guest) {
    return outcomeOf(() -> Interrupts.deliver(guest.cpu, VECTOR, Source.EXTERNAL, NONE));
  }

  @Test
  void onlyWideInterruptAndTrapGatesAreGates() {
    for (int type = 0; type < 32; type++) {
      try (var guest = SystemGuest.longMode(0)) {
        guest.interruptGate(VECTOR, code(0), HANDLER, 0x80 | type);
        boolean isGate = type == 14 || type == 15;
        String expected = isGate ? "" : "13(" + (GATE_ERROR | 1) + ")";
        assertEquals(expected, hardware(guest), "type " + type);
      }
    }
  }

  @Test
  void frameWithinTheLevelIsAligned() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      guest.interruptGate(VECTOR, code(0), HANDLER, GATE);
      cpu.r[Cpu.RSP] = SystemGuest.STACK - 3;
      cpu.systemFlags = Flags.IF | Flags.AC;
      Interrupts.deliver(cpu, VECTOR, Source.EXTERNAL, 7);
      assertEquals(SystemGuest.STACK - 16 - 48, cpu.r[Cpu.RSP]);
      assertEquals(7, guest.quad(0));
      assertEquals(0x1_0000, guest.quad(1));
      assertEquals(code(0), guest.quad(2));
      assertEquals(Flags.IF | Flags.AC | 2, guest.quad(3) & ~Flags.STATUS);
      assertEquals(SystemGuest.STACK - 3, guest.quad(4));
      assertEquals(data(0), guest.quad(5));
      assertEquals(HANDLER, cpu.rip);
      assertEquals(Flags.AC, cpu.systemFlags);
      assertEquals(data(0), cpu.segments[Segment.SS].selector);
    }
  }

  @Test
  void innerLevelGetsItsStackAndNullSelector() {
    try (var guest = SystemGuest.longMode(3)) {
      Cpu cpu = guest.cpu;
      guest.interruptGate(VECTOR, code(1), HANDLER, GATE);
      assertEquals("", hardware(guest));
      assertEquals(1, cpu.cpl);
      assertEquals(stackOf(1) - 40, cpu.r[Cpu.RSP]);
      assertEquals(1, cpu.segments[Segment.SS].selector);
      assertEquals(code(1), cpu.segments[Segment.CS].selector);
      assertEquals(SystemGuest.STACK, guest.quad(3));
      assertEquals(data(3), guest.quad(4));
    }
  }

  @Test
  void interruptStackTable() {
    for (int entry = 1; entry < 8; entry++) {
      try (var guest = SystemGuest.longMode(0)) {
        guest.memory.write(SystemGuest.TSS + 0x24 + 8 * (entry - 1L), 8, 0x2_4000 + 0x100 * entry);
        guest.interruptGate(VECTOR, code(0), HANDLER, GATE, entry);
        assertEquals("", hardware(guest));
        assertEquals(0x2_4000 + 0x100 * entry - 40, guest.cpu.r[Cpu.RSP]);
      }
    }
  }

  @Test
  void stacksThatCannotBeUsed() {
    try (var guest = SystemGuest.longMode(3)) {
      guest.interruptGate(VECTOR, code(0), HANDLER, GATE);
      guest.memory.write(SystemGuest.TSS + 4, 8, 1L << 47);
      assertEquals("12(1)", hardware(guest));
      guest.memory.write(SystemGuest.TSS + 4, 8, 0x90_0000);
      assertEquals("14(2)", hardware(guest));
      guest.cpu.tr.limit = 10;
      assertEquals("10(" + (SystemGuest.TSS_SELECTOR | 1) + ")", hardware(guest));
    }
  }

  @Test
  void handlerMustBeWideCode() {
    try (var guest = SystemGuest.longMode(0)) {
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.CODE_32);
      guest.interruptGate(VECTOR, SystemGuest.FREE, HANDLER, GATE);
      assertEquals("13(" + (SystemGuest.FREE | 1) + ")", hardware(guest));
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.CODE_64 | Segment.DEFAULT_BIG);
      assertEquals("13(" + (SystemGuest.FREE | 1) + ")", hardware(guest));
      guest.interruptGate(VECTOR, code(3), HANDLER, GATE);
      assertEquals("13(" + (code(3) & ~3 | 1) + ")", hardware(guest));
      guest.interruptGate(VECTOR, code(0), 1L << 47, GATE);
      assertEquals("13(1)", hardware(guest));
    }
  }

  @Test
  void interruptReturnRestoresTheInterruptedProgram() {
    try (var guest = SystemGuest.longMode(3)) {
      Cpu cpu = guest.cpu;
      cpu.systemFlags = Flags.IF;
      guest.interruptGate(VECTOR, code(0), HANDLER, GATE);
      assertEquals("", hardware(guest));
      guest.run(0x48, 0xCF);
      assertEquals(3, cpu.cpl);
      assertEquals(0x1_0000, cpu.rip);
      assertEquals(SystemGuest.STACK, cpu.r[Cpu.RSP]);
      assertEquals(data(3), cpu.segments[Segment.SS].selector);
      assertEquals(code(3), cpu.segments[Segment.CS].selector);
      assertEquals(Flags.IF, cpu.systemFlags);
    }
  }

  @Test
  void interruptReturnToCompatibilityMode() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.CODE_32 | 3 << 5);
      long[] frame = {0x1234, SystemGuest.FREE | 3, Flags.IF | 2, 0x5678, data(3)};
      for (int i = 0; i < frame.length; i++) {
        guest.memory.write(SystemGuest.STACK + 8L * i, 8, frame[i]);
      }
      guest.run(0x48, 0xCF);
      assertEquals(emu.core.decode.CodeMode.CODE_32, cpu.codeMode);
      assertEquals(0x1234, cpu.rip);
      assertEquals(0x5678, cpu.r[Cpu.RSP]);
      assertEquals(3, cpu.cpl);
    }
  }

  @Test
  void interruptReturnChecks() {
    try (var guest = SystemGuest.longMode(0)) {
      assertReturn(guest, "13(0)", 1L << 47, code(0), SystemGuest.STACK, data(0));
      assertReturn(guest, "13(0)", 0x1000, 0, SystemGuest.STACK, data(0));
      assertReturn(guest, "13(" + data(0) + ")", 0x1000, data(0), SystemGuest.STACK, data(0));
      assertReturn(guest, "13(" + (code(3) & ~3) + ")", 0x1000, code(3) & ~3, 0, data(0));
      assertReturn(guest, "13(" + (data(3) & ~3) + ")", 0x1000, code(0), 0, data(3));
      assertReturn(guest, "13(0)", 0x1000, code(3), 0, 3);
      assertReturn(guest, "", 0x1000, code(0), 0x7000, 0);
      assertEquals(0, guest.cpu.segments[Segment.SS].selector);
    }
  }

  private static void assertReturn(
      SystemGuest guest, String expected, long rip, int cs, long rsp, int ss) {
    long[] frame = {rip, cs, 2, rsp, ss};
    for (int i = 0; i < frame.length; i++) {
      guest.memory.write(SystemGuest.STACK + 8L * i, 8, frame[i]);
    }
    assertEquals(expected, guest.outcome(0x48, 0xCF), "CS " + cs + " SS " + ss);
    if (!expected.isEmpty()) {
      assertEquals(SystemGuest.STACK, guest.cpu.r[Cpu.RSP]);
      assertEquals(0x1_0000, guest.cpu.rip);
    }
  }
}
