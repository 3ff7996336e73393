package emu.core.insn;

import static emu.core.testing.SystemGuest.FREE;
import static emu.core.testing.SystemGuest.STACK;
import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static emu.core.testing.SystemGuest.stackOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.decode.CodeMode;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** Far JMP, CALL and RET: SDM 3A 5.8 and the instruction pages. */
class FarTransferTest {
  private static final int GATE = FREE + 8;
  private static final int TARGET = 0x1_8000;

  private static int[] far(int opcode, int selector, int offset) {
    return new int[] {
      opcode,
      offset & 0xFF,
      offset >> 8 & 0xFF,
      offset >> 16 & 0xFF,
      offset >>> 24,
      selector & 0xFF,
      selector >> 8
    };
  }

  private static int[] jmp(int selector) {
    return far(0xEA, selector, TARGET);
  }

  private static int[] call(int selector) {
    return far(0x9A, selector, TARGET);
  }

  @Test
  void directJumpByPrivilege() {
    for (int i = 0; i < 1 << 7; i++) {
      int cpl = i & 3;
      int dpl = i >> 2 & 3;
      int rpl = i >> 4 & 3;
      boolean conforming = (i & 1 << 6) != 0;
      try (var guest = SystemGuest.protectedMode(cpl)) {
        int access = SystemGuest.CODE_32 | dpl << 5 | (conforming ? Segment.EXPAND_DOWN : 0);
        guest.describe(FREE, 0, 0xF_FFFF, access);
        boolean allowed = conforming ? dpl <= cpl : dpl == cpl && rpl <= cpl;
        String text = "CPL " + cpl + " DPL " + dpl + " RPL " + rpl + " conforming " + conforming;
        String expected = allowed ? "" : "13(" + FREE + ")";
        assertEquals(expected, guest.outcome(jmp(FREE | rpl)), text);
        if (allowed) {
          assertEquals(FREE | cpl, guest.cpu.segments[Segment.CS].selector, text);
          assertEquals(TARGET, guest.cpu.rip);
        }
      }
    }
  }

  @Test
  void segmentsThatCannotBeJumpedTo() {
    try (var guest = SystemGuest.protectedMode(0)) {
      assertEquals("13(0)", guest.outcome(jmp(3)));
      assertEquals("13(1024)", guest.outcome(jmp(0x400)));
      assertEquals("13(" + data(0) + ")", guest.outcome(jmp(data(0))));
      guest.describe(FREE, 0, 0xF_FFFF, SystemGuest.CODE_32 & ~Segment.PRESENT);
      assertEquals("11(" + FREE + ")", guest.outcome(jmp(FREE)));
      guest.describe(FREE, 0, TARGET - 1, SystemGuest.CODE_32 & ~Segment.GRANULARITY);
      assertEquals("13(0)", guest.outcome(jmp(FREE)));
      guest.describe(FREE, 0, TARGET, SystemGuest.CODE_32 & ~Segment.GRANULARITY);
      assertEquals("", guest.outcome(jmp(FREE)));
    }
  }

  @Test
  void callAndReturnWithinTheLevel() {
    try (var guest = SystemGuest.protectedMode(3)) {
      guest.run(call(code(3)));
      assertEquals(STACK - 8, guest.cpu.r[Cpu.RSP]);
      assertEquals(0x1_0007, guest.word(0));
      assertEquals(code(3), guest.word(1));
      guest.run(0xCA, 8, 0);
      assertEquals(0x1_0007, guest.cpu.rip);
      assertEquals(STACK + 8, guest.cpu.r[Cpu.RSP]);
    }
  }

  @Test
  void callGateToAnInnerLevelCopiesParameters() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      guest.describeGate(GATE, code(0), TARGET, 0x8C | 3 << 5, 2);
      guest.memory.write(STACK, 4, 0x1111);
      guest.memory.write(STACK + 4, 4, 0x2222);
      guest.run(call(GATE));
      assertEquals(0, cpu.cpl);
      assertEquals(TARGET, cpu.rip);
      assertEquals(stackOf(0) - 24, cpu.r[Cpu.RSP]);
      long[] expected = {0x1_0007, code(3), 0x1111, 0x2222, STACK, data(3)};
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], guest.word(i), "word " + i);
      }
      cpu.segments[Segment.ES].set(data(0), 0, 0xFFFF_FFFFL, SystemGuest.DATA_32);
      guest.run(0xCA, 8, 0);
      assertEquals(3, cpu.cpl);
      assertEquals(0x1_0007, cpu.rip);
      assertEquals(STACK + 8, cpu.r[Cpu.RSP]);
      assertEquals(data(3), cpu.segments[Segment.SS].selector);
      assertEquals(0, cpu.segments[Segment.ES].access, "of an inner level: now null");
      assertEquals(data(3), cpu.segments[Segment.DS].selector);
    }
  }

  @Test
  void sixteenBitCallGatePushesWords() {
    try (var guest = SystemGuest.protectedMode(3)) {
      guest.describeGate(GATE, code(0), 0x8000, 0x84 | 3 << 5, 1);
      guest.memory.write(STACK, 2, 0x1111);
      guest.run(call(GATE));
      assertEquals(stackOf(0) - 10, guest.cpu.r[Cpu.RSP]);
      assertEquals(0x1111, guest.memory.read(guest.cpu.r[Cpu.RSP] + 4, 2));
    }
  }

  @Test
  void callGatePrivilege() {
    for (int i = 0; i < 1 << 6; i++) {
      int cpl = i & 3;
      int gate = i >> 2 & 3;
      int target = i >> 4;
      try (var guest = SystemGuest.protectedMode(cpl)) {
        guest.describeGate(GATE, code(target), TARGET, 0x8C | gate << 5, 0);
        String text = "CPL " + cpl + " gate " + gate + " target " + target;
        String refused = "13(" + (code(target) & ~3) + ")";
        String byCall = gate < cpl ? "13(" + GATE + ")" : target > cpl ? refused : "";
        String byJump = gate < cpl ? "13(" + GATE + ")" : target != cpl ? refused : "";
        if (!byJump.isEmpty()) {
          assertEquals(byJump, guest.outcome(jmp(GATE)), text);
        }
        assertEquals(byCall, guest.outcome(call(GATE)), text);
        if (byCall.isEmpty()) {
          assertEquals(target, guest.cpu.cpl);
        }
      }
    }
  }

  @Test
  void callGateThatCannotBeUsed() {
    try (var guest = SystemGuest.protectedMode(3)) {
      guest.describeGate(GATE, code(0), TARGET, 0x0C | 3 << 5, 0);
      assertEquals("11(" + GATE + ")", guest.outcome(call(GATE)));
      guest.describeGate(GATE, 0, TARGET, 0x8C | 3 << 5, 0);
      assertEquals("13(0)", guest.outcome(call(GATE)));
      guest.describeGate(GATE, data(3), TARGET, 0x8C | 3 << 5, 0);
      assertEquals("13(" + (data(3) & ~3) + ")", guest.outcome(call(GATE)));
      guest.describeGate(GATE, code(0), TARGET, 0x8C | 2 << 5, 0);
      assertEquals("13(" + GATE + ")", guest.outcome(call(GATE)));
      guest.describeGate(GATE, code(0), TARGET, 0x8C | 3 << 5, 0);
      guest.memory.write(SystemGuest.TSS + 8, 2, 0);
      assertEquals("10(0)", guest.outcome(call(GATE)));
      assertEquals(STACK, guest.cpu.r[Cpu.RSP]);
    }
  }

  @Test
  void returnChecks() {
    try (var guest = SystemGuest.protectedMode(1)) {
      assertReturn(guest, "13(0)", 0, data(1));
      assertReturn(guest, "13(" + (code(0) & ~3) + ")", code(0), data(0));
      assertReturn(guest, "13(" + (data(3) & ~3) + ")", data(3), data(3));
      assertReturn(guest, "13(" + (code(2) & ~3) + ")", code(2) | 3, data(3));
      assertReturn(guest, "13(0)", code(3), 0);
      assertReturn(guest, "13(" + (data(3) & ~3) + ")", code(3), data(3) & ~1);
      assertReturn(guest, "13(" + (data(2) & ~3) + ")", code(3), data(2) | 3);
      guest.describe(FREE, 0, 0xF_FFFF, SystemGuest.DATA_32 & ~Segment.PRESENT | 3 << 5);
      assertReturn(guest, "12(" + FREE + ")", code(3), FREE | 3);
      assertReturn(guest, "", code(3), data(3));
    }
  }

  private static void assertReturn(SystemGuest guest, String expected, int cs, int ss) {
    long[] frame = {0x1234, cs, 0x7000, ss};
    for (int i = 0; i < frame.length; i++) {
      guest.memory.write(STACK + 4L * i, 4, frame[i]);
    }
    assertEquals(expected, guest.outcome(0xCB), "CS " + cs + " SS " + ss);
  }

  @Test
  void realMode() {
    try (var guest = SystemGuest.real()) {
      Cpu cpu = guest.cpu;
      guest.run(0x9A, 0x34, 0x12, 0x00, 0xF0);
      assertEquals(0xF_0000, cpu.segments[Segment.CS].base);
      assertEquals(0x1234, cpu.rip);
      assertEquals(0x7FFC, cpu.r[Cpu.RSP]);
      guest.run(0xCB);
      assertEquals(0, cpu.segments[Segment.CS].base);
      assertEquals(0x505, cpu.rip);
      assertEquals("13(0)", guest.outcome(0x66, 0xEA, 0, 0, 1, 0, 0, 0));
    }
  }

  @Test
  void longModeCallGate() {
    try (var guest = SystemGuest.longMode(3)) {
      Cpu cpu = guest.cpu;
      long target = 0xFFFF_8000_0001_8000L;
      guest.describeGate(GATE, code(0), target, 0x8C | 3 << 5, 0);
      guest.memory.write(SystemGuest.GDT + GATE + 8, 8, target >>> 32);
      guest.memory.write(0x5000, 8, (long) GATE << 32);
      int[] call = {0xFF, 0x1C, 0x25, 0, 0x50, 0, 0};
      guest.run(call);
      assertEquals(0, cpu.cpl);
      assertEquals(target, cpu.rip);
      assertEquals(stackOf(0) - 32, cpu.r[Cpu.RSP]);
      assertEquals(0, cpu.segments[Segment.SS].selector);
      assertEquals(data(3), guest.quad(3));
      guest.run(0x48, 0xCB);
      assertEquals(3, cpu.cpl);
      assertEquals(STACK, cpu.r[Cpu.RSP]);
      guest.memory.write(SystemGuest.GDT + GATE + 13, 1, 1);
      assertEquals("13(" + GATE + ")", guest.outcome(call), "type of the upper half");
    }
  }

  @Test
  void longModeJumpsBetweenModes() {
    try (var guest = SystemGuest.longMode(0)) {
      guest.describe(FREE, 0, 0xF_FFFF, SystemGuest.CODE_32);
      guest.memory.write(0x5000, 8, (long) FREE << 32 | 0x1234);
      guest.run(0xFF, 0x2C, 0x25, 0, 0x50, 0, 0);
      assertEquals(CodeMode.CODE_32, guest.cpu.codeMode);
      guest.run(far(0xEA, code(0), 0x5678));
      assertEquals(CodeMode.CODE_64, guest.cpu.codeMode);
      guest.describe(FREE, 0, 0xF_FFFF, SystemGuest.CODE_64 | Segment.DEFAULT_BIG);
      assertEquals("13(" + FREE + ")", guest.outcome(0xFF, 0x2C, 0x25, 0, 0x50, 0, 0));
    }
  }
}
