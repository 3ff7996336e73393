package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single steps and breakpoints in code that was translated before (SDM 3B 17.2 and 17.3). */
class DebuggedHotCodeTest {
  private static final int ROUNDS = 1000;
  private static final int TRAPS = Layout.COUNTERS + 64;
  private static final int DR6_SUM = Layout.COUNTERS + 48;

  private static long traps(BothEngines guest) {
    return guest.memory(TRAPS, 4);
  }

  /** After a thousand rounds the trap flag comes on; the handler clears it after 16 traps. */
  @Test
  void singleSteps() {
    String source =
        """
        mov ebx, %#x
        mov edx, 3
        outer: mov ecx, %d
        again: add [rbx], ecx
        inc esi
        loop again
        pushfq
        or dword [rsp], 0x100
        popfq
        dec edx
        jnz outer
        times 20 nop
        cli
        hlt
        """
            .formatted(Layout.DATA, ROUNDS);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run();
      assertEquals(3 * 16, traps(guest));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "middle", "last"})
  void breakpointOnAnInstruction(String label) {
    String source =
        """
        mov ebx, %#x
        mov ecx, %d
        first: add [rbx], ecx
        test cl, 3
        jz over
        middle: inc esi
        over: inc edi
        last: dec ecx
        jnz first
        cli
        hlt
        """
            .formatted(Layout.DATA, ROUNDS);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run(3000);
      assertEquals(0, traps(guest));
      guest.both(g -> breakAt(g, guest.symbol(label), 0));
      // Other rounds than before, as an exception counts as an instruction.
      long before = guest.cpu().r[Cpu.RCX];
      while (guest.cpu().r[Cpu.RCX] > before - 40) {
        guest.run(1);
      }
      long hits = label.equals("middle") ? 30 : 40;
      assertTrue(Math.abs(hits - traps(guest)) <= 1, hits + " and " + traps(guest));
      guest.both(g -> breakAt(g, 0, -1));
      long seen = traps(guest);
      guest.run();
      assertEquals(seen, traps(guest));
    }
  }

  /** Sets DR0 and the type in DR7; a negative type disarms. */
  private static void breakAt(Guest guest, long address, int type) {
    Cpu cpu = guest.cpu;
    cpu.dr[0] = address;
    cpu.dr[7] = type < 0 ? 0x400 : 0x402 | (long) type << 16;
    cpu.debug.armBreakpoints();
  }

  @ParameterizedTest
  @CsvSource({
    // type and length, hits in a round
    "0x1, 1",
    "0x3, 2",
    "0x5, 1",
    "0xd, 1",
    "0xf, 2",
  })
  void breakpointOnData(String type, int hits) {
    String source =
        """
        mov ebx, %#x
        mov ecx, %d
        again: mov eax, [rbx+8]
        add esi, eax
        mov [rbx+8], esi
        mov [rbx+16], ecx
        mov edx, [rbx+4]
        dec ecx
        jnz again
        cli
        hlt
        """
            .formatted(Layout.DATA, ROUNDS);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run(2 + 7 * 500);
      assertEquals(0, traps(guest));
      guest.both(g -> breakAt(g, Layout.DATA + 8, Integer.decode(type)));
      // The handler runs 16 instructions, and one more after every 16th trap.
      guest.run(100 * (7 + hits * (1 + 16)) + 100 * hits / 16);
      assertEquals(100L * hits, traps(guest));
      guest.both(g -> breakAt(g, 0, -1));
      guest.run();
      assertEquals(100L * hits, traps(guest));
    }
  }

  /** MOV to debug registers in hot code, by the program itself. */
  @Test
  void armedByTheProgram() {
    String source =
        """
        mov ebx, %#x
        mov ecx, %d
        lea rax, [rel here]
        mov dr1, rax
        again: mov eax, ecx
        and eax, 1
        shl eax, 2
        mov dr7, rax
        here: add [rbx], ecx
        loop again
        cli
        hlt
        """
            .formatted(Layout.DATA, ROUNDS);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run();
      assertEquals(ROUNDS / 2, traps(guest));
      assertEquals(ROUNDS / 2 * 0xFFFF_0FF2L, guest.memory(DR6_SUM, 8));
    }
  }
}
