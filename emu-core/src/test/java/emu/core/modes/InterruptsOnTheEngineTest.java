package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Vector;
import emu.core.testing.GuestProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the engine accepts interrupts (SDM 3A 6.8, 6.7). */
class InterruptsOnTheEngineTest {
  private static final int IRQ = 0x40;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // where the interrupt comes when INTR is high from the start
        "sti; nop; here: nop; nop | here",
        "nop; sti; cli; nop; nop | -", // the shadow covers CLI
        "sti; sti; here: nop | here", // a second STI makes no second shadow
        "push 0x202; popfq; here: nop | here", // POPF makes none
        "mov bx, ss; sti; mov ss, bx; nop; here: nop | here",
        "mov bx, ss; push 0x202; popfq; here: mov ss, bx; nop | here",
        "sti; hlt; here: nop | here",
        "jmp on; on: sti; jmp here; nop; here: nop | here",
      })
  void shadows(String source, String where) {
    try (GuestProgram guest = GuestProgram.longMode(0, lines(source))) {
      guest.interrupt(IRQ);
      guest.run();
      if (where.equals("-")) {
        assertEquals(-1, guest.vector());
        assertTrue(guest.cpu.intr());
        return;
      }
      assertEquals(IRQ, guest.vector());
      assertFalse(guest.cpu.intr());
      assertEquals(guest.symbol(where), guest.system.quad(0));
      assertEquals(Flags.IF, guest.system.quad(2) & Flags.IF);
      assertFalse(guest.cpu.interruptsEnabled());
    }
  }

  private static String lines(String source) {
    return source.replace(";", "\n") + "\nnop\nhlt\n";
  }

  @Test
  void stackSegmentLoadHoldsInterruptsOff() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, lines("mov bx, ss; sti; nop; first: mov ss, bx; second: nop"))) {
      guest.runTo("first");
      guest.run(1);
      guest.interrupt(IRQ);
      guest.run();
      assertEquals(IRQ, guest.vector());
      assertEquals(guest.symbol("second") + 1, guest.system.quad(0));
    }
  }

  @Test
  void faultInTheShadowEndsIt() {
    try (GuestProgram guest = GuestProgram.longMode(0, lines("sti; here: ud2"))) {
      guest.handle(Vector.UD, 0, "here");
      guest.interrupt(IRQ);
      guest.run(2);
      // #UD was delivered through an interrupt gate, so interrupts are off in its handler.
      assertEquals(guest.symbol("here"), guest.cpu.rip);
      assertTrue(guest.cpu.intr());
    }
  }

  @Test
  void everyInstructionIsABoundary() {
    // The interrupt comes after exactly n instructions, wherever a block may begin or end.
    for (int n = 1; n < 40; n++) {
      try (GuestProgram guest =
          GuestProgram.longMode(
              0, "sti\nnop\nxor eax, eax\nagain: inc eax\ninc ebx\ninc ecx\njmp again\n")) {
        guest.run(3 + n);
        guest.interrupt(IRQ);
        guest.run();
        assertEquals(IRQ, guest.vector());
        assertEquals((n + 3) / 4, guest.cpu.r[Cpu.RAX]);
        assertEquals((n + 2) / 4, guest.cpu.r[Cpu.RBX]);
        assertEquals((n + 1) / 4, guest.cpu.r[Cpu.RCX]);
        // HLT of the handler and the interrupt count as well.
        assertEquals(3 + n + 2, guest.cpu.instructionCount());
      }
    }
  }

  @Test
  void haltWaitsForAnInterruptAndGoesOnBehindIt() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            "sti\nhlt\nmov al, 2\nout 0xE9, al\ncli\nhlt\nirq: mov al, 1\nout 0xE9, al\niretq\n")) {
      guest.handle(IRQ, 0, "irq");
      guest.run();
      assertEquals("", guest.log());
      guest.interrupt(IRQ);
      guest.run();
      assertEquals("1 2", guest.log());
    }
  }

  @Test
  void haltWithInterruptsOffIgnoresThem() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, "cli\nhlt\nmov al, 1\nout 0xE9, al\nhlt\n")) {
      guest.run();
      guest.interrupt(IRQ);
      guest.run();
      assertEquals("", guest.log());
      guest.cpu.raiseNmi();
      guest.run();
      assertEquals(Vector.NMI, guest.vector());
    }
  }

  @Test
  void furtherNmisWaitForInterruptReturn() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            again: inc ebx
            jmp again
            nmi: inc ecx
            mov eax, ecx
            out 0xE9, al
            nop
            nop
            mov al, 0xEE
            out 0xE9, al
            iretq
            """)) {
      guest.handle(Vector.NMI, 0, "nmi");
      guest.run(5);
      guest.cpu.raiseNmi();
      guest.run(4);
      guest.cpu.raiseNmi();
      guest.cpu.raiseNmi();
      guest.run(100);
      // One more only: they do not queue up.
      assertEquals("1 ee 2 ee", guest.log());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rep movsb", "rep stosb", "repe cmpsb", "repne scasb", "rep lodsb"})
  void repeatedInstructionIsInterruptedAndResumed(String instruction) {
    String source =
        """
        mov esi, 0x40000
        mov edi, 0x50000
        mov ecx, 20000
        mov eax, 1
        sti
        here: %s
        cli
        mov eax, ecx
        out 0xE9, eax
        hlt
        irq: mov [0x6000], rcx
        inc dword [0x6008]
        iretq
        """
            .formatted(instruction);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      for (int i = 0; i < 0x5000; i += 8) {
        guest.memory.write(0x4_0000 + i, 8, 0x0202_0202_0202_0202L);
        guest.memory.write(0x5_0000 + i, 8, 0x0202_0202_0202_0202L);
      }
      guest.handle(IRQ, 0, "irq");
      guest.runTo("here");
      guest.run(1);
      assertEquals(guest.symbol("here"), guest.cpu.rip);
      guest.interrupt(IRQ);
      guest.run();
      assertEquals("0", guest.log());
      long left = guest.memory.read(0x6000, 8);
      assertTrue(left > 0 && left < 20000, "left " + left);
      assertEquals(1, guest.memory.read(0x6008, 4));
      if (!instruction.endsWith("lodsb")) {
        assertEquals(0x5_0000 + 20000, guest.cpu.r[Cpu.RDI]);
      }
      if (instruction.endsWith("movsb") || instruction.endsWith("stosb")) {
        long filled = instruction.endsWith("movsb") ? 2 : 1;
        assertEquals(filled, guest.memory.read(0x5_0000 + 19999, 1));
        assertEquals(2, guest.memory.read(0x5_0000 + 20000, 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rep movsb", "rep movsd", "rep stosb", "rep stosw"})
  void faultInARepeatedInstructionShowsTheIterationsDone(String instruction) {
    String source =
        """
        mov esi, 0x40000
        mov edi, 0x7FFF00
        mov ecx, 0x1000
        here: %s
        """
            .formatted(instruction);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.run();
      int size = instruction.endsWith("b") ? 1 : instruction.endsWith("w") ? 2 : 4;
      assertEquals(Vector.PF, guest.vector());
      assertEquals(2, guest.system.quad(0));
      assertEquals(guest.symbol("here"), guest.system.quad(1));
      assertEquals(0x80_0000, guest.cpu.cr2);
      assertEquals(0x80_0000, guest.cpu.r[Cpu.RDI]);
      assertEquals(0x1000 - 0x100 / size, guest.cpu.r[Cpu.RCX]);
      if (instruction.contains("movs")) {
        assertEquals(0x4_0100, guest.cpu.r[Cpu.RSI]);
      }
    }
  }

  @Test
  void acceptedInterruptsNameTheirFaultsExternal() {
    try (GuestProgram guest = GuestProgram.longMode(0, "sti\nnop\nagain: jmp again\n")) {
      // The gate is not present.
      guest.system.interruptGate(IRQ, 8, 0x7040, 0x0E);
      guest.interrupt(IRQ);
      guest.run();
      assertEquals(Vector.NP, guest.vector());
      assertEquals(IRQ * 8 + 2 + 1, guest.system.quad(0));
      assertEquals(guest.symbol("again"), guest.system.quad(1));
    }
  }

  @Test
  void shutdownStopsTheEngineAndNoInterruptEndsIt() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, "sti\nlidt [table]\nud2\ntable: dw 0\ndq 0\n")) {
      guest.run();
      assertEquals(-2, guest.vector());
      long rip = guest.cpu.rip;
      guest.interrupt(IRQ);
      guest.cpu.raiseNmi();
      guest.engine.run(guest.cpu.instructionCount() + 100);
      assertTrue(guest.cpu.shutdown);
      assertEquals(rip, guest.cpu.rip);
    }
  }
}
