package emu.core.cpu;

import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static emu.core.testing.SystemGuest.outcomeOf;
import static emu.core.testing.SystemGuest.stackOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Interrupts.Source;
import emu.core.testing.SystemGuest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SDM 3A 6.12 (handlers, stacks, gates) and 6.13 (error codes), for legacy protected mode. */
class ProtectedGatesTest {
  private static final int VECTOR = 0x40;
  private static final int GATE_ERROR = VECTOR << 3 | 2;
  private static final int HANDLER = 0x1_8000;
  private static final int INTERRUPT_32 = 0x8E;
  private static final int TRAP_32 = 0x8F;
  private static final int INTERRUPT_16 = 0x86;
  private static final int NONE = GuestFault.NO_ERROR_CODE;

  private static String deliver(SystemGuest guest, Source source) {
    return outcomeOf(() -> Interrupts.deliver(guest.cpu, VECTOR, source, NONE));
  }

  private static String hardware(SystemGuest guest) {
    return deliver(guest, Source.EXTERNAL);
  }

  @Test
  void onlyInterruptTrapAndTaskGatesAreGates() {
    for (int type = 0; type < 32; type++) {
      try (var guest = SystemGuest.protectedMode(0)) {
        guest.interruptGate(VECTOR, code(0), HANDLER, 0x80 | type);
        boolean isGate = Set.of(6, 7, 14, 15).contains(type);
        // The task gate fails further on, at the TSS that its selector does not name.
        String expected = isGate ? "" : "13(" + (type == 5 ? code(0) | 1 : GATE_ERROR | 1) + ")";
        assertEquals(expected, hardware(guest), "type " + type);
      }
    }
  }

  @Test
  void gatePrivilegeCountsForSoftwareInterruptsAlone() {
    for (int cpl = 0; cpl < 4; cpl++) {
      for (int dpl = 0; dpl < 4; dpl++) {
        try (var guest = SystemGuest.protectedMode(cpl)) {
          guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32 | dpl << 5);
          String refused = dpl < cpl ? "13(" + GATE_ERROR + ")" : "";
          assertEquals(refused, deliver(guest, Source.SOFTWARE), "CPL " + cpl + " DPL " + dpl);
        }
        try (var guest = SystemGuest.protectedMode(cpl)) {
          guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32 | dpl << 5);
          assertEquals("", hardware(guest));
          assertEquals(0, guest.cpu.cpl);
        }
      }
    }
  }

  @Test
  void absentGateAndShortTable() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32 & ~0x80);
      assertEquals("11(" + (GATE_ERROR | 1) + ")", hardware(guest));
      assertEquals("11(" + GATE_ERROR + ")", deliver(guest, Source.SOFTWARE));
      guest.cpu.idtr.limit = VECTOR * 8 + 6;
      assertEquals("13(" + (GATE_ERROR | 1) + ")", hardware(guest));
      guest.cpu.idtr.limit = VECTOR * 8 + 7;
      assertEquals("11(" + (GATE_ERROR | 1) + ")", hardware(guest));
    }
  }

  /**
   * The handler's segment by its DPL, for a CPL of 1: outer is refused, inner changes the stack
   * unless it conforms.
   */
  @Test
  void handlerSegment() {
    for (int dpl = 0; dpl < 4; dpl++) {
      for (boolean conforming : new boolean[] {false, true}) {
        try (var guest = SystemGuest.protectedMode(1)) {
          int access = SystemGuest.CODE_32 | dpl << 5 | (conforming ? Segment.EXPAND_DOWN : 0);
          guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, access);
          guest.interruptGate(VECTOR, SystemGuest.FREE, HANDLER, INTERRUPT_32);
          String text = "DPL " + dpl + " conforming " + conforming;
          String outcome = hardware(guest);
          if (dpl > 1) {
            assertEquals("13(" + (SystemGuest.FREE | 1) + ")", outcome, text);
          } else {
            int cpl = conforming ? 1 : dpl;
            assertEquals("", outcome, text);
            assertEquals(cpl, guest.cpu.cpl, text);
            assertEquals(SystemGuest.FREE | cpl, guest.cpu.segments[Segment.CS].selector, text);
            int stack = cpl == 0 ? data(0) : data(1);
            assertEquals(stack, guest.cpu.segments[Segment.SS].selector, text);
          }
        }
      }
    }
  }

  @Test
  void handlerSegmentThatCannotBeUsed() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.interruptGate(VECTOR, 0, HANDLER, INTERRUPT_32);
      assertEquals("13(1)", hardware(guest));
      guest.interruptGate(VECTOR, 0x400, HANDLER, INTERRUPT_32);
      assertEquals("13(" + (0x400 | 1) + ")", hardware(guest));
      guest.interruptGate(VECTOR, data(0), HANDLER, INTERRUPT_32);
      assertEquals("13(" + (data(0) | 1) + ")", hardware(guest));
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.CODE_32 & ~Segment.PRESENT);
      guest.interruptGate(VECTOR, SystemGuest.FREE, HANDLER, INTERRUPT_32);
      assertEquals("11(" + (SystemGuest.FREE | 1) + ")", hardware(guest));
      guest.describe(SystemGuest.FREE, 0, HANDLER - 1, SystemGuest.CODE_32 & ~0x8000);
      guest.interruptGate(VECTOR, SystemGuest.FREE, HANDLER, INTERRUPT_32);
      assertEquals("13(1)", hardware(guest));
    }
  }

  @Test
  void frameWithinTheLevel() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32);
      cpu.systemFlags = Flags.IF | Flags.TF | Flags.NT | Flags.IOPL;
      Interrupts.deliver(cpu, VECTOR, Source.EXTERNAL, 0x1234);
      assertEquals(SystemGuest.STACK - 16, cpu.r[Cpu.RSP]);
      assertEquals(0x1234, guest.word(0));
      assertEquals(0x1_0000, guest.word(1));
      assertEquals(code(0), guest.word(2));
      assertEquals(Flags.IF | Flags.TF | Flags.NT | Flags.IOPL | 2, guest.word(3) & ~Flags.STATUS);
      assertEquals(HANDLER, cpu.rip);
      assertEquals(Flags.IOPL, cpu.systemFlags);
    }
  }

  @Test
  void trapGateLeavesInterruptsOn() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.interruptGate(VECTOR, code(0), HANDLER, TRAP_32);
      guest.cpu.systemFlags = Flags.IF;
      assertEquals("", hardware(guest));
      assertTrue(guest.cpu.interruptsEnabled());
    }
  }

  @Test
  void sixteenBitGatePushesWords() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.interruptGate(VECTOR, code(0), 0xABCD_8000L, INTERRUPT_16);
      guest.cpu.rip = 0x1_2345;
      Interrupts.deliver(guest.cpu, VECTOR, Source.EXTERNAL, 0x77);
      assertEquals(SystemGuest.STACK - 8, guest.cpu.r[Cpu.RSP]);
      assertEquals(0x2345_0077L, guest.word(0));
      assertEquals(0x8000, guest.cpu.rip);
    }
  }

  @Test
  void frameOfAnInnerLevel() {
    try (var guest = SystemGuest.protectedMode(3)) {
      Cpu cpu = guest.cpu;
      guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32);
      cpu.systemFlags = Flags.IF;
      assertEquals("", hardware(guest));
      assertEquals(stackOf(0) - 20, cpu.r[Cpu.RSP]);
      assertEquals(0x1_0000, guest.word(0));
      assertEquals(code(3), guest.word(1));
      assertEquals(Flags.IF | 2, guest.word(2) & ~Flags.STATUS);
      assertEquals(SystemGuest.STACK, guest.word(3));
      assertEquals(data(3), guest.word(4));
      assertEquals(data(0), cpu.segments[Segment.SS].selector);
      assertFalse(cpu.interruptsEnabled());
    }
  }

  @Test
  void innerStackThatCannotBeUsed() {
    try (var guest = SystemGuest.protectedMode(3)) {
      guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32);
      assertInnerStack(guest, 0, "10(1)");
      assertInnerStack(guest, 0x400, "10(1025)");
      assertInnerStack(guest, data(0) | 1, "10(" + (data(0) | 1) + ")");
      assertInnerStack(guest, data(1), "10(" + (data(1) & ~3 | 1) + ")");
      assertInnerStack(guest, code(0), "10(" + (code(0) | 1) + ")");
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.DATA_32 & ~Segment.WRITABLE);
      assertInnerStack(guest, SystemGuest.FREE, "10(" + (SystemGuest.FREE | 1) + ")");
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.DATA_32 & ~Segment.PRESENT);
      assertInnerStack(guest, SystemGuest.FREE, "12(" + (SystemGuest.FREE | 1) + ")");
      guest.describe(SystemGuest.FREE, 0, 0xFFF, SystemGuest.DATA_32 & ~Segment.GRANULARITY);
      assertInnerStack(guest, SystemGuest.FREE, "12(" + (SystemGuest.FREE | 1) + ")");
      guest.cpu.tr.limit = 9;
      assertInnerStack(guest, data(0), "");
      guest.cpu.tr.limit = 8;
      assertInnerStack(guest, data(0), "10(" + (SystemGuest.TSS_SELECTOR | 1) + ")");
    }
  }

  private static void assertInnerStack(SystemGuest guest, int selector, String expected) {
    Cpu cpu = guest.cpu;
    guest.memory.write(SystemGuest.TSS + 8, 2, selector);
    long rsp = cpu.r[Cpu.RSP];
    assertEquals(expected, hardware(guest), "stack selector " + selector);
    if (!expected.isEmpty()) {
      assertEquals(rsp, cpu.r[Cpu.RSP]);
      assertEquals(code(3), cpu.segments[Segment.CS].selector);
      assertEquals(0x1_0000, cpu.rip);
      return;
    }
    cpu.cpl = 3;
    cpu.segments[Segment.CS].set(code(3), 0, 0xFFFF_FFFFL, SystemGuest.CODE_32 | 3 << 5);
    cpu.rip = 0x1_0000;
    cpu.modeChanged();
  }

  @Test
  void leavingVirtual8086Mode() {
    try (var guest = SystemGuest.protectedMode(0)) {
      Cpu cpu = guest.cpu;
      enterVirtual8086(cpu);
      guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32);
      assertEquals("", hardware(guest));
      assertEquals(stackOf(0) - 36, cpu.r[Cpu.RSP]);
      assertEquals(0x100, guest.word(0));
      assertEquals(0x1001, guest.word(1));
      assertEquals(Flags.VM, guest.word(2) & Flags.VM);
      assertEquals(0xFFE, guest.word(3));
      int[] order = {Segment.SS, Segment.ES, Segment.DS, Segment.FS, Segment.GS};
      for (int i = 0; i < order.length; i++) {
        assertEquals(0x1000 + order[i], guest.word(4 + i));
      }
      assertFalse(cpu.isVirtual8086());
      assertEquals(0, cpu.cpl);
      assertEquals(0, cpu.segments[Segment.DS].selector);
      assertEquals(0, cpu.segments[Segment.DS].access);
    }
  }

  @Test
  void virtual8086ModeIsLeftForLevelZeroAlone() {
    try (var guest = SystemGuest.protectedMode(0)) {
      enterVirtual8086(guest.cpu);
      guest.interruptGate(VECTOR, code(1), HANDLER, INTERRUPT_32);
      assertEquals("13(" + (code(1) & ~3 | 1) + ")", hardware(guest));
      int conforming = SystemGuest.CODE_32 | Segment.EXPAND_DOWN;
      guest.describe(SystemGuest.FREE, 0, 0xF_FFFF, conforming);
      guest.interruptGate(VECTOR, SystemGuest.FREE, HANDLER, INTERRUPT_32);
      assertEquals("13(" + (SystemGuest.FREE | 1) + ")", hardware(guest));
    }
  }

  @Test
  void softwareInterruptsInVirtual8086ModeNeedIoPrivilege() {
    try (var guest = SystemGuest.protectedMode(0)) {
      enterVirtual8086(guest.cpu);
      guest.interruptGate(VECTOR, code(0), HANDLER, INTERRUPT_32 | 0x60);
      guest.interruptGate(3, code(0), HANDLER, INTERRUPT_32 | 0x60);
      guest.cpu.systemFlags &= ~Flags.IOPL;
      assertEquals("13(0)", guest.outcome(0xCD, VECTOR));
      assertEquals("", guest.outcome(0xCC));
      assertEquals(0x101, guest.word(0));
    }
  }

  private static void enterVirtual8086(Cpu cpu) {
    cpu.systemFlags = Flags.VM | Flags.IOPL | Flags.IF;
    cpu.cpl = 3;
    for (int i = 0; i < 6; i++) {
      SegmentLoader.loadReal(cpu, i, 0x1000 + i);
    }
    cpu.rip = 0x100;
    cpu.r[Cpu.RSP] = 0xFFE;
    cpu.modeChanged();
  }
}
