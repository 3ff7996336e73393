package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Vector;
import emu.core.debug.Watchpoints.Hit;
import emu.core.debug.Watchpoints.Kind;
import emu.core.debug.Watchpoints.Watch;
import emu.core.testing.GuestProgram;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breakpoints and watchpoints of a debugger outside the guest. */
class BreakpointsTest {
  private static final int ROUNDS = 100;
  private static final String LOOP =
      """
      mov ecx, 100
      again: inc esi
      test cl, 3
      jz over
      middle: inc edi
      over: dec ecx
      jnz again
      hlt
      """;

  private static GuestProgram loop(int bits) {
    return switch (bits) {
      case 16 -> GuestProgram.real(LOOP);
      case 32 -> GuestProgram.protectedMode(0, LOOP);
      default -> GuestProgram.longMode(0, LOOP);
    };
  }

  /** Runs until something stops the engine, and tells whether a breakpoint did. */
  private static boolean runToBreakpoint(GuestProgram guest) {
    guest.engine.run(guest.cpu.instructionCount() + 1_000_000);
    return guest.cpu.breakpoints.takeHit();
  }

  private static void pass(GuestProgram guest) {
    guest.cpu.breakpoints.passAt(guest.cpu.instructionCount());
  }

  @ParameterizedTest
  @CsvSource({
    "16, again, 100",
    "32, again, 100",
    "64, again, 100",
    "64, middle, 75",
    "64, over, 100"
  })
  void stopsBeforeTheInstructionEachTime(int bits, String label, int times) {
    try (GuestProgram guest = loop(bits)) {
      long at = guest.symbol(label);
      guest.cpu.breakpoints.add(at);
      int hits = 0;
      while (runToBreakpoint(guest)) {
        assertEquals(at, guest.cpu.rip);
        hits++;
        pass(guest);
      }
      assertEquals(times, hits);
      assertTrue(guest.cpu.halted);
      assertEquals(ROUNDS, guest.cpu.r[Cpu.RSI] & 0xFFFF);
      // The guest counts as it would alone.
      try (GuestProgram alone = loop(bits)) {
        alone.run();
        assertEquals(alone.cpu.instructionCount(), guest.cpu.instructionCount());
        assertEquals(alone.cpu.r[Cpu.RDI], guest.cpu.r[Cpu.RDI]);
      }
    }
  }

  @Test
  void setAndTakenOutInTheMiddleOfARun() {
    try (GuestProgram guest = loop(64)) {
      guest.run(300);
      long middle = guest.symbol("middle");
      guest.cpu.breakpoints.add(middle);
      for (int i = 0; i < 5; i++) {
        assertTrue(runToBreakpoint(guest));
        pass(guest);
      }
      guest.cpu.breakpoints.remove(middle);
      assertTrue(guest.cpu.breakpoints.guards((int) middle & 4095));
      guest.run(6);
      guest.cpu.breakpoints.settle();
      assertFalse(guest.cpu.breakpoints.guards((int) middle & 4095));
      assertFalse(runToBreakpoint(guest));
      assertEquals(75, guest.cpu.r[Cpu.RDI]);
    }
  }

  /** What the engine had decoded or translated before must not come back as it was. */
  @Test
  void comesAndGoes() {
    try (GuestProgram guest = loop(64);
        GuestProgram alone = loop(64)) {
      alone.run();
      long at = guest.symbol("over");
      for (int i = 0; i < 10; i++) {
        guest.cpu.breakpoints.add(at);
        for (int hit = 0; hit < 5; hit++) {
          assertTrue(runToBreakpoint(guest));
          pass(guest);
        }
        guest.cpu.breakpoints.remove(at);
        if (i % 2 == 0) {
          guest.cpu.breakpoints.settle();
        }
        guest.run(5 * 5);
      }
      assertFalse(runToBreakpoint(guest));
      assertEquals(alone.cpu.instructionCount(), guest.cpu.instructionCount());
      assertEquals(alone.cpu.r[Cpu.RDI], guest.cpu.r[Cpu.RDI]);
    }
  }

  /** A breakpoint in the middle of an instruction is none, and does no harm. */
  @Test
  void betweenInstructions() {
    try (GuestProgram guest = loop(64)) {
      guest.cpu.breakpoints.add(guest.symbol("again") + 1);
      assertFalse(runToBreakpoint(guest));
      assertTrue(guest.cpu.halted);
    }
  }

  /** The same place of another page is looked at, and not stopped at. */
  @Test
  void onlyAtTheAddress() {
    try (GuestProgram guest = loop(64)) {
      guest.cpu.breakpoints.add(guest.symbol("again") + 0x1000);
      guest.cpu.breakpoints.add(guest.symbol("again") - 0x40_0000_0000L);
      assertFalse(runToBreakpoint(guest));
      assertTrue(guest.cpu.halted);
    }
  }

  @Test
  void theLimitOfTheRunComesFirst() {
    try (GuestProgram guest = loop(64)) {
      guest.cpu.breakpoints.add(guest.symbol("again"));
      guest.run(1);
      assertFalse(guest.cpu.breakpoints.takeHit());
      guest.run(1);
      assertTrue(guest.cpu.breakpoints.takeHit());
      assertEquals(1, guest.cpu.instructionCount());
    }
  }

  @Test
  void firstInstructionOfAHandler() {
    String source = "int 0x40\nhlt\nhandler: inc ecx\niretq\n";
    try (GuestProgram guest = GuestProgram.longMode(0, source).handle(0x40, 0, "handler")) {
      guest.cpu.breakpoints.add(guest.symbol("handler"));
      assertTrue(runToBreakpoint(guest));
      assertEquals(guest.symbol("handler"), guest.cpu.rip);
      assertEquals(0, guest.cpu.r[Cpu.RCX]);
    }
  }

  private static final String DATA =
      """
      lea rbx, [rel data]
      mov ecx, 50
      again: mov eax, [rbx+8]
      add esi, eax
      store: mov [rbx+8], ecx
      stored: mov [rbx+16], ecx
      mov edx, [rbx+4]
      dec ecx
      jnz again
      hlt
      align 4096
      data: dq 0, 0, 0
      """;

  @ParameterizedTest
  @CsvSource({
    "WRITE, 8, 4, 50", "READ, 8, 4, 50", "ACCESS, 8, 4, 100", "WRITE, 11, 1, 50",
    "WRITE, 12, 4, 0", "ACCESS, 12, 1000, 50", "ACCESS, -100, 108, 50", "WRITE, -4, 20, 50"
  })
  void stopsAfterTheAccess(Kind kind, int offset, int length, int times) {
    try (GuestProgram guest = GuestProgram.longMode(0, DATA)) {
      Watch watch = new Watch(kind, guest.symbol("data") + offset, length);
      guest.run(100);
      guest.cpu.watchpoints.onHit(guest.engine::stop);
      guest.cpu.watchpoints.add(watch);
      int hits = 14 * times / 50;
      while (true) {
        guest.engine.run(1_000_000);
        Optional<Hit> hit = guest.cpu.watchpoints.takeHit();
        if (hit.isEmpty()) {
          break;
        }
        assertEquals(watch, hit.get().watch());
        hits++;
      }
      assertTrue(guest.cpu.halted);
      assertEquals(times, hits);
      guest.cpu.watchpoints.remove(watch);
    }
  }

  @Test
  void standsBehindTheStore() {
    try (GuestProgram guest = GuestProgram.longMode(0, DATA)) {
      long data = guest.symbol("data");
      guest.cpu.watchpoints.onHit(guest.engine::stop);
      guest.cpu.watchpoints.add(new Watch(Kind.WRITE, data + 9, 1));
      guest.engine.run(1_000_000);
      assertEquals(guest.symbol("stored"), guest.cpu.rip);
      assertEquals(50, guest.memory.read(data + 8, 4));
      assertEquals(data + 9, guest.cpu.watchpoints.takeHit().orElseThrow().address());
    }
  }

  /**
   * Copies and fills go in bulk, up to the end of a page as one instruction. A watchpoint changes
   * nothing of that, or a run would not be the same with it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"rep stosb", "rep movsb"})
  void stringsAreWatched(String instruction) {
    String source =
        """
        lea rdi, [rel data+4096-128]
        lea rsi, [rel data+8192]
        mov ecx, 512
        cld
        %s
        hlt
        align 4096
        data: dq 0
        """
            .formatted(instruction);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.cpu.watchpoints.onHit(guest.engine::stop);
      guest.cpu.watchpoints.add(new Watch(Kind.WRITE, guest.symbol("data") + 4068, 1));
      guest.engine.run(1_000_000);
      assertEquals(guest.symbol("data") + 4096, guest.cpu.r[Cpu.RDI]);
      assertEquals(512 - 128, guest.cpu.r[Cpu.RCX]);
      assertEquals(
          guest.symbol("data") + 4068, guest.cpu.watchpoints.takeHit().orElseThrow().address());
      assertEquals(5, guest.cpu.instructionCount());
    }
  }

  /** What an exception pushes is a store, and its gate is read. */
  @ParameterizedTest
  @CsvSource({"WRITE, true", "READ, false"})
  void deliveryIsWatched(Kind kind, boolean stack) {
    try (GuestProgram guest = GuestProgram.longMode(0, "nop\nud2\n")) {
      long gate = guest.cpu.idtr.base + 16 * Vector.UD;
      guest.cpu.watchpoints.onHit(guest.engine::stop);
      guest.cpu.watchpoints.add(new Watch(kind, stack ? guest.cpu.r[Cpu.RSP] - 48 : gate, 16));
      guest.engine.run(1_000_000);
      assertTrue(guest.cpu.watchpoints.takeHit().isPresent());
      assertEquals(GuestProgram.HANDLERS + Vector.UD, guest.cpu.rip);
    }
  }
}
