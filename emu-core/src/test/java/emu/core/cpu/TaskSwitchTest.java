package emu.core.cpu;

import static emu.core.testing.SystemGuest.FREE;
import static emu.core.testing.SystemGuest.GDT;
import static emu.core.testing.SystemGuest.TSS;
import static emu.core.testing.SystemGuest.TSS_SELECTOR;
import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 3A, chapter 7: task switches and what table 7-2 says of busy bits, NT and back links. */
class TaskSwitchTest {
  private static final int NEXT_TSS = 0x7000;
  private static final int NEXT = FREE;
  private static final int GATE = FREE + 8;
  private static final int[] JUMP = {0xEA, 0, 0, 0, 0, NEXT, 0};
  private static final int[] CALL = {0x9A, 0, 0, 0, 0, NEXT, 0};

  /** A guest with a second task at level 3, which runs at 0x5000 with its stack at 0x6000. */
  private static SystemGuest guest(int cpl) {
    SystemGuest guest = SystemGuest.protectedMode(cpl);
    guest.describe(NEXT, NEXT_TSS, 0x67, 0x89 | 3 << 5);
    guest.memory.write(NEXT_TSS + 0x20, 4, 0x5000);
    guest.memory.write(NEXT_TSS + 0x24, 4, Flags.IF | 2);
    for (int i = 0; i < 8; i++) {
      guest.memory.write(NEXT_TSS + 0x28 + 4L * i, 4, i == Cpu.RSP ? 0x6000 : 0x100 + i);
    }
    for (int i = 0; i < 6; i++) {
      int selector = i == Segment.CS ? code(3) : data(3);
      guest.memory.write(NEXT_TSS + 0x48 + 4L * i, 4, selector);
    }
    return guest;
  }

  private static int type(SystemGuest guest, int selector) {
    return (int) guest.memory.read(GDT + selector + 5, 1) & 0x1F;
  }

  private static void assertInNextTask(Cpu cpu) {
    assertEquals(0x5000, cpu.rip);
    assertEquals(0x6000, cpu.r[Cpu.RSP]);
    assertEquals(0x103, cpu.r[Cpu.RBX]);
    assertEquals(3, cpu.cpl);
    assertEquals(code(3), cpu.segments[Segment.CS].selector);
    assertEquals(data(3), cpu.segments[Segment.GS].selector);
    assertEquals(NEXT, cpu.tr.selector);
    assertTrue((cpu.cr0 & Cr.CR0_TS) != 0);
  }

  @Test
  void jump() {
    try (var guest = guest(0)) {
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RBX] = 0x1234_5678;
      guest.run(JUMP);
      assertInNextTask(cpu);
      assertEquals(9, type(guest, TSS_SELECTOR), "no longer busy");
      assertEquals(11, type(guest, NEXT), "busy");
      assertEquals(0, cpu.systemFlags & Flags.NT);
      assertEquals(0x1_0007, guest.memory.read(TSS + 0x20, 4), "EIP saved");
      assertEquals(0x1234_5678, guest.memory.read(TSS + 0x34, 4), "EBX saved");
      assertEquals(code(0), guest.memory.read(TSS + 0x4C, 2), "CS saved");
    }
  }

  @Test
  void callAndReturn() {
    try (var guest = guest(0)) {
      Cpu cpu = guest.cpu;
      guest.run(CALL);
      assertInNextTask(cpu);
      assertEquals(11, type(guest, TSS_SELECTOR), "still busy");
      assertEquals(11, type(guest, NEXT));
      assertEquals(TSS_SELECTOR, guest.memory.read(NEXT_TSS, 2), "back link");
      assertEquals(Flags.NT, cpu.systemFlags & Flags.NT);
      guest.run(0xCF);
      assertEquals(0x1_0007, cpu.rip);
      assertEquals(0, cpu.cpl);
      assertEquals(TSS_SELECTOR, cpu.tr.selector);
      assertEquals(9, type(guest, NEXT), "no longer busy");
      assertEquals(0, guest.memory.read(NEXT_TSS + 0x24, 4) & Flags.NT, "NT saved clear");
    }
  }

  @Test
  void interruptThroughTaskGatePushesTheErrorCode() {
    try (var guest = guest(0)) {
      guest.interruptGate(Vector.GP, NEXT, 0, 0x85);
      Interrupts.raise(guest.cpu, guest.cpu.fault(Vector.GP, 0x55));
      assertEquals(0x5000, guest.cpu.rip);
      assertEquals(0x6000 - 4, guest.cpu.r[Cpu.RSP]);
      assertEquals(0x55, guest.word(0));
      assertEquals(TSS_SELECTOR, guest.memory.read(NEXT_TSS, 2));
    }
  }

  @Test
  void callThroughTaskGate() {
    try (var guest = guest(3)) {
      guest.describe(NEXT, NEXT_TSS, 0x67, 0x89);
      assertEquals("13(" + NEXT + ")", guest.outcome(CALL), "DPL of the TSS");
      guest.describeGate(GATE, NEXT, 0, 0x85 | 3 << 5, 0);
      guest.run(0x9A, 0, 0, 0, 0, GATE, 0);
      assertInNextTask(guest.cpu);
    }
  }

  @Test
  void refused() {
    try (var guest = guest(0)) {
      guest.describe(NEXT, NEXT_TSS, 0x67, 0x8B);
      assertEquals("13(" + NEXT + ")", guest.outcome(JUMP), "busy");
      guest.describe(NEXT, NEXT_TSS, 0x67, 0x09);
      assertEquals("11(" + NEXT + ")", guest.outcome(JUMP), "absent");
      guest.describe(NEXT, NEXT_TSS, 0x66, 0x89);
      assertEquals("10(" + NEXT + ")", guest.outcome(JUMP), "short");
      guest.cpu.systemFlags |= Flags.NT;
      guest.memory.write(TSS, 2, NEXT);
      assertEquals("10(" + NEXT + ")", guest.outcome(0xCF), "back link to a task that is not busy");
      assertEquals(0x1_0000, guest.cpu.rip);
    }
  }

  /** What goes wrong in the new task's segments is its own fault: #TS there. */
  @Test
  void faultInTheNewTask() {
    try (var guest = guest(0)) {
      guest.memory.write(NEXT_TSS + 0x54, 2, code(0));
      guest.interruptGate(Vector.TS, code(0), 0x9000, 0x8E);
      guest.memory.write(NEXT_TSS + 4, 4, 0x6800);
      guest.memory.write(NEXT_TSS + 8, 4, data(0));
      guest.run(JUMP);
      assertEquals(0x9000, guest.cpu.rip);
      assertEquals(NEXT, guest.cpu.tr.selector);
      assertEquals(code(0), guest.word(0), "error code");
      assertEquals(0x5000, guest.word(1), "EIP of the new task");
    }
  }

  @Test
  void sixteenBitTask() {
    try (var guest = SystemGuest.protectedMode(0)) {
      guest.describe(NEXT, NEXT_TSS, 0x2B, 0x81);
      guest.memory.write(NEXT_TSS + 0x0E, 2, 0x5000);
      guest.memory.write(NEXT_TSS + 0x10, 2, 2);
      guest.memory.write(NEXT_TSS + 0x12 + 2 * Cpu.RSP, 2, 0x6000);
      int[] selectors = {data(0), code(0), data(0), data(0)};
      for (int i = 0; i < 4; i++) {
        guest.memory.write(NEXT_TSS + 0x22 + 2L * i, 2, selectors[i]);
      }
      guest.run(JUMP);
      assertEquals(0x5000, guest.cpu.rip);
      assertEquals(0x6000, guest.cpu.r[Cpu.RSP] & 0xFFFF);
      assertEquals(0, guest.cpu.segments[Segment.FS].access);
      assertEquals(3, type(guest, NEXT));
    }
  }

  @Test
  void intoVirtual8086Mode() {
    try (var guest = guest(0)) {
      guest.memory.write(NEXT_TSS + 0x24, 4, Flags.VM | 2);
      guest.run(JUMP);
      assertTrue(guest.cpu.isVirtual8086());
      assertEquals((long) code(3) << 4, guest.cpu.segments[Segment.CS].base);
    }
  }

  @Test
  void thereAreNoTaskSwitchesInLongMode() {
    try (var guest = SystemGuest.longMode(0)) {
      guest.describe(NEXT, NEXT_TSS, 0x67, 0x89);
      guest.memory.write(0x5000, 8, (long) NEXT << 32);
      assertEquals("13(" + NEXT + ")", guest.outcome(0xFF, 0x2C, 0x25, 0, 0x50, 0, 0));
      guest.cpu.systemFlags |= Flags.NT;
      assertEquals("13(0)", guest.outcome(0x48, 0xCF));
    }
  }
}
