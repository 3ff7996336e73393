package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Translations that reach into another page, by direct calls and jumps, and what changes there. */
class LinkedHotCodeTest {
  private static final int ROUNDS = 2048;

  /** {@code add ebx, 1; ret}, of which the third byte is the number. */
  private static final int[] FUNCTION = {0x83, 0xC3, 1, 0xC3};

  private static final int NUMBER = Layout.FIRST_BEHIND_WINDOW + 2;

  /** Calls the function in all rounds, and runs {@code change} after each 64th. */
  private static String loop(String change) {
    return """
    mov r15d, %d
    xor ebx, ebx
    again: call %#x
    add ecx, ebx
    test r15d, 63
    jnz same
    %s
    same: dec r15d
    jnz again
    cli
    hlt
    """
        .formatted(ROUNDS, Layout.WINDOW, change);
  }

  /** The sum when the number grows after the first round and after each 64 more. */
  private static long growing() {
    long sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      sum += 1 + (round + 63) / 64;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"inc byte [abs %#x]", "lock inc byte [abs %#x]", "add word [abs %#x], 1"})
  void theCallerWritesToIt(String write) {
    try (BothEngines guest = new BothEngines(loop(write.formatted(NUMBER)))) {
      guest.dma(Layout.FIRST_BEHIND_WINDOW, FUNCTION);
      assertEquals(growing(), guest.run().cpu().r[Cpu.RBX]);
    }
  }

  @Test
  void itWritesToItsCaller() {
    String source =
        """
        mov r15d, 100
        xor ebx, ebx
        again: call %#x
        add ebx, 0
        number: dec r15d
        jnz again
        cli
        hlt
        """
            .formatted(Layout.WINDOW);
    try (BothEngines guest = new BothEngines(source)) {
      int number = (int) guest.symbol("number") - 1;
      // INC byte [number]; RET
      guest.dma(Layout.FIRST_BEHIND_WINDOW, 0xFE, 0x04, 0x25);
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 3, number & 0xFF, number >> 8 & 0xFF, number >> 16, 0);
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 7, 0xC3);
      assertEquals(100 * 101 / 2, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  @Test
  void aDeviceWritesToIt() {
    try (BothEngines guest = new BothEngines(loop(""))) {
      guest.dma(Layout.FIRST_BEHIND_WINDOW, FUNCTION);
      guest.run(1000).dma(NUMBER, 3).run(1001).dma(NUMBER, 1).run(999).dma(NUMBER, 7).run();
    }
  }

  /** The function is at the end of a page, and what it falls into in the next. */
  @Test
  void threePages() {
    String source = loop("").replace("%#x".formatted(Layout.WINDOW), "0x120ffd");
    try (BothEngines guest = new BothEngines(source)) {
      guest.both(g -> {
        long second = Layout.SECOND_BEHIND_WINDOW | 7;
        g.memory.write(Layout.entry(Layout.WINDOW + 0x1000), 8, second);
        g.cpu.mmu.flushAll();
      });
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 0xFFD, 0x83, 0xC3, 1);
      guest.dma(Layout.SECOND_BEHIND_WINDOW, 0x83, 0xC3, 2, 0xC3);
      guest.run(3000).dma(Layout.SECOND_BEHIND_WINDOW + 2, 5).run(500);
      guest.dma(Layout.FIRST_BEHIND_WINDOW + 0xFFF, 9).run();
    }
  }
}
