package emu.core.cpu;

import static emu.core.testing.SystemGuest.STACK;
import static emu.core.testing.SystemGuest.code;
import static emu.core.testing.SystemGuest.data;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 3B, chapter 17, with the calls that an engine makes around each instruction. */
class DebugTest {
  private static final int HANDLER = 0x1_8000;
  private static final int START = 0x1_0000;

  private static SystemGuest guest() {
    SystemGuest guest = SystemGuest.protectedMode(0);
    guest.interruptGate(Vector.DB, code(0), HANDLER, 0x8E);
    guest.interruptGate(0x40, code(0), HANDLER + 0x100, 0x8E);
    return guest;
  }

  private static void setDr7(Cpu cpu, long value) {
    cpu.dr[7] = value | 0x400;
    cpu.debug.armBreakpoints();
  }

  /** Runs one instruction as an engine does under watch; yields whether #DB was delivered. */
  private static boolean step(SystemGuest guest, int... bytes) {
    assertTrue(guest.cpu.debug.isActive());
    if (guest.cpu.debug.beforeInstruction()) {
      return true;
    }
    guest.run(bytes);
    return guest.cpu.debug.afterInstruction();
  }

  @Test
  void singleStep() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      assertFalse(cpu.debug.isActive());
      cpu.systemFlags = Flags.TF;
      assertTrue(step(guest, 0xF5));
      assertEquals(HANDLER, cpu.rip);
      assertEquals(START + 1, guest.word(0), "a trap");
      assertEquals(Flags.TF, guest.word(2) & (Flags.TF | Flags.RF));
      assertEquals(Debug.DR6_BS, cpu.dr[6] & 0xE00F);
      assertEquals(0, cpu.systemFlags & Flags.TF);
    }
  }

  @Test
  void singleStepBeginsAfterTheInstructionThatSetsTheFlag() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      guest.memory.write(STACK, 4, Flags.TF | 2);
      guest.run(0x9D);
      assertEquals(START + 1, cpu.rip);
      assertTrue(step(guest, 0xF5));
      assertEquals(START + 2, guest.word(0));
    }
  }

  @Test
  void softwareInterruptIsNotStepped() {
    try (var guest = guest()) {
      guest.cpu.systemFlags = Flags.TF;
      assertFalse(step(guest, 0xCD, 0x40));
      assertEquals(HANDLER + 0x100, guest.cpu.rip);
    }
  }

  @Test
  void stackSegmentLoadHoldsTheTrapBack() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      cpu.systemFlags = Flags.TF;
      cpu.r[Cpu.RAX] = data(0);
      assertFalse(step(guest, 0x8E, 0xD0));
      assertTrue(step(guest, 0xF5));
      assertEquals(START + 3, guest.word(0));
    }
  }

  @Test
  void instructionBreakpoint() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      cpu.dr[2] = START + 1;
      setDr7(cpu, 1 << 4);
      assertFalse(step(guest, 0xF5));
      assertTrue(step(guest, 0xF5));
      assertEquals(START + 1, guest.word(0), "a fault: the instruction has not run");
      assertEquals(4, cpu.dr[6] & 0xF);
      guest.memory.write(cpu.r[Cpu.RSP] + 8, 4, Flags.RF | 2);
      assertFalse(step(guest, 0xCF));
      assertFalse(step(guest, 0xF5), "RF lets it pass");
      assertEquals(START + 2, cpu.rip);
      assertEquals(0, cpu.systemFlags & Flags.RF);
    }
  }

  @Test
  void dataBreakpoints() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      cpu.dr[0] = 0x5004;
      cpu.dr[1] = 0x5003;
      // Breakpoint 0: writes, four bytes. Breakpoint 1: reads and writes, one byte.
      setDr7(cpu, 1 | 0xDL << 16 | 1 << 2 | 0x3L << 20);
      cpu.r[Cpu.RSI] = 0x5004;
      assertFalse(step(guest, 0xAD), "a read beside breakpoint 1");
      cpu.r[Cpu.RSI] = 0x5002;
      assertTrue(step(guest, 0xAD));
      assertEquals(2, cpu.dr[6] & 0xF);
      cpu.dr[6] = 0;
      cpu.rip = START;
      cpu.r[Cpu.RDI] = 0x5007;
      assertTrue(step(guest, 0xAA), "a write into breakpoint 0");
      assertEquals(1, cpu.dr[6] & 0xF);
      assertEquals(START + 1, guest.word(0), "a trap");
      setDr7(cpu, 0);
      assertFalse(cpu.debug.isActive());
    }
  }

  @Test
  void portBreakpointsNeedTheExtension() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      cpu.dr[0] = 0x80;
      setDr7(cpu, 1 | 2L << 16);
      assertFalse(step(guest, 0xE6, 0x80));
      cpu.cr4 |= Cr.CR4_DE;
      assertFalse(step(guest, 0xE6, 0x81));
      assertTrue(step(guest, 0xE6, 0x80));
      assertEquals(1, cpu.dr[6] & 0xF);
    }
  }

  @Test
  void faultingInstructionHitsNothing() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      guest.interruptGate(Vector.GP, code(0), HANDLER + 0x200, 0x8E);
      cpu.dr[0] = 0x5000;
      setDr7(cpu, 1 | 0xFL << 16);
      assertFalse(cpu.debug.beforeInstruction());
      cpu.mmu.load8(0x5000);
      Interrupts.raise(cpu, cpu.generalProtection());
      assertFalse(step(guest, 0xF8));
    }
  }

  /**
   * SDM 3B 17.2.3: bits 3:0 tell of this exception alone, the others stay until software clears
   * them.
   */
  @Test
  void statusKeepsAllButTheBreakpoints() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      cpu.dr[0] = START;
      setDr7(cpu, 1);
      cpu.dr[6] |= Debug.DR6_BT | 0xE;
      assertTrue(step(guest, 0xF5));
      assertEquals(Debug.DR6_BT | 1, cpu.dr[6] & 0xE00F);
    }
  }

  @Test
  void dataTrapWaitsBehindStackSegmentLoad() {
    try (var guest = guest()) {
      popStackSegmentUnderWatch(guest);
      assertTrue(step(guest, 0xF5), "after the next instruction");
    }
  }

  @Test
  void dataTrapBehindStackSegmentLoadIsLostToInt1() {
    try (var guest = guest()) {
      popStackSegmentUnderWatch(guest);
      guest.cpu.dr[6] = 0;
      guest.cpu.r[Cpu.RSP] = STACK - 16;
      assertFalse(step(guest, 0xF1), "one #DB, that of INT1");
      assertEquals(HANDLER, guest.cpu.rip);
      assertEquals(0, guest.cpu.dr[6]);
    }
  }

  private static void popStackSegmentUnderWatch(SystemGuest guest) {
    guest.memory.write(STACK, 4, data(0));
    guest.cpu.dr[0] = STACK;
    setDr7(guest.cpu, 1 | 0xFL << 16);
    assertFalse(step(guest, 0x17));
  }

  @Test
  void instructionBreakpointBehindStackSegmentLoad() {
    try (var guest = guest()) {
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RAX] = data(0);
      cpu.dr[0] = START + 2;
      setDr7(cpu, 1);
      assertFalse(step(guest, 0x8E, 0xD0));
      assertTrue(step(guest, 0xF5), "not held off on processors of AMD");
    }
  }

  @Test
  void systemReturnThatSetsTheFlagIsStepped() {
    try (var guest = SystemGuest.longMode(0)) {
      Cpu cpu = guest.cpu;
      guest.interruptGate(Vector.DB, code(0), HANDLER, 0x8E);
      cpu.efer |= Cr.EFER_SCE;
      cpu.msrs.star = 0x0023_0010L << 32;
      cpu.r[Cpu.RCX] = 0x5000;
      cpu.r[11] = Flags.TF;
      guest.run(0x48, 0x0F, 0x07);
      assertTrue(cpu.debug.isActive());
      assertTrue(cpu.debug.beforeInstruction());
      assertEquals(HANDLER, cpu.rip);
      assertEquals(0x5000, guest.quad(0));
      assertEquals(0, cpu.cpl);
    }
  }
}
