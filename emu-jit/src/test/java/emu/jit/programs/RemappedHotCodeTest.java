package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Translated code behind linear pages that are mapped anew. */
class RemappedHotCodeTest {
  private static final int ROUNDS = 400;

  /** Rounds with the first of two pages: one before the first change, 16 after every other one. */
  private static final int FIRST = 1 + 12 * 16;

  private static final int ENTRY = Layout.entry(Layout.WINDOW);
  private static final int SECOND_ENTRY = ENTRY + 8;

  /** The two pages of which one is behind the second page of the window. */
  private static final int ONE = 0x1_A000;

  private static final int OTHER = 0x1_B000;

  /**
   * A loop that calls the window, and in every 16th round, the first included, changes it.
   *
   * @param change of the mapping
   */
  private static String loop(String change) {
    return """
    mov r15d, %d
    xor ebx, ebx
    again: mov eax, %#x
    call rax
    test r15d, 15
    jnz same
    %s
    same: dec r15d
    jnz again
    cli
    hlt
    """
        .formatted(ROUNDS, Layout.WINDOW, change);
  }

  private static final String INVLPG = "invlpg [abs %#x]".formatted(Layout.WINDOW);
  private static final String INVLPG_SECOND = "invlpg [abs %#x]".formatted(Layout.WINDOW + 4096);
  private static final String CR3 = "mov rax, cr3\nmov cr3, rax";
  private static final String GLOBAL = "mov rax, cr4\nxor eax, 0x80\nmov cr4, rax";

  /** {@code mov ecx, 6; again: add ebx, VALUE; loop again; ret}. */
  private static int[] function(int value) {
    return new int[] {0xB9, 6, 0, 0, 0, 0x83, 0xC3, value, 0xE2, 0xFB, 0xC3};
  }

  @ParameterizedTest
  @CsvSource({
    "invlpg, call rax", "cr3, call rax", "global, call rax",
    "invlpg, call 0x120000", "cr3, call 0x120000", "global, call 0x120000"
  })
  void oneOfTwoPages(String way, String call) {
    int difference = Layout.FIRST_BEHIND_WINDOW ^ Layout.SECOND_BEHIND_WINDOW;
    String change = "xor dword [abs %#x], %#x\n".formatted(ENTRY, difference) + invalidation(way);
    try (BothEngines guest = new BothEngines(loop(change).replace("call rax", call))) {
      guest.dma(Layout.FIRST_BEHIND_WINDOW, function(1));
      guest.dma(Layout.SECOND_BEHIND_WINDOW, function(100));
      guest.run();
      assertEquals(6 * (FIRST + 100 * (ROUNDS - FIRST)), guest.cpu().r[Cpu.RBX]);
    }
  }

  private static String invalidation(String way) {
    return switch (way) {
      case "invlpg" -> INVLPG + "\n" + INVLPG_SECOND;
      case "cr3" -> CR3;
      default -> GLOBAL;
    };
  }

  /** Code that runs from one page into another, of which the latter is mapped anew. */
  @ParameterizedTest
  @ValueSource(strings = {"invlpg", "cr3", "global"})
  void secondOfTwoPages(String way) {
    String change = "xor dword [abs %#x], %#x\n".formatted(SECOND_ENTRY, ONE ^ OTHER);
    String source =
        loop(change + invalidation(way)).replace("call rax", "add eax, 0xFF0\ncall rax");
    try (BothEngines guest = new BothEngines(source)) {
      behindSecond(guest, ONE);
      // MOV ECX, 6, NOPs, ADD EBX, imm32 on two pages, LOOP to a NOP, RET.
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 0xFF0, 0xB9, 6, 0, 0, 0);
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 0xFF5, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90);
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 0xFFD, 0x81, 0xC3, 1);
      guest.dma(ONE, 0, 0, 0, 0xE2, 0xF8, 0xC3);
      guest.dma(OTHER, 1, 0, 0, 0xE2, 0xF8, 0xC3);
      guest.run();
      assertEquals(6 * (FIRST + 0x101 * (ROUNDS - FIRST)), guest.cpu().r[Cpu.RBX]);
    }
  }

  private static void behindSecond(BothEngines guest, int physical) {
    guest.both(g -> {
      g.memory.write(SECOND_ENTRY, 8, physical | 7);
      g.cpu.mmu.flushAll();
    });
  }

  /** A loop between two pages, the second of which goes: the fault comes at its first byte. */
  @Test
  void secondPageGoes() {
    String source =
        """
        lea r13, [rel gone]
        xor ebx, ebx
        mov eax, %#x
        call rax
        gone: cli
        hlt
        """
            .formatted(Layout.WINDOW + 0xFF8);
    try (BothEngines guest = new BothEngines(source)) {
      behindSecond(guest, ONE);
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 0xFF8, 0xFF, 0xC3, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90);
      guest.dma(ONE, 0xFF, 0xC1, 0xEB, 0xF4);
      guest.run(4 + 9 * 1000 + 2);
      assertEquals(Layout.WINDOW + 0xFFB, guest.cpu().rip);
      guest.both(g -> {
        g.memory.write(SECOND_ENTRY, 8, 0);
        g.cpu.mmu.flushAll();
      });
      guest.run(5 + 1);
      assertEquals(Kernel.CODE.symbol("page_fault"), guest.cpu().rip);
      assertEquals(Layout.WINDOW + 0x1000, guest.cpu().cr2);
      assertEquals(Layout.WINDOW + 0x1000, guest.memory(guest.cpu().r[Cpu.RSP] + 8, 8));
      assertEquals(1001, guest.run().cpu().r[Cpu.RBX]);
    }
  }
}
