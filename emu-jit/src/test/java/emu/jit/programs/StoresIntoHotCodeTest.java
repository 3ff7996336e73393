package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.BusDevice;
import emu.core.cpu.Cpu;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes to code that is translated, by the code itself and by others. */
class StoresIntoHotCodeTest {
  private static final int ROUNDS = 300;

  /** 300 + 299 + ... + 1. */
  private static final long SUM = 45_150;

  private static final int DEVICE = Layout.DEVICE + 0x1000;

  /** A loop that runs {@code body} with ECX from 300 down to 1. */
  private static String loop(String body) {
    return """
    mov ecx, %d
    xor ebx, ebx
    again:
    %s
    dec ecx
    jnz again
    cli
    hlt
    """
        .formatted(ROUNDS, body.replace("; ", "\n"));
  }

  static List<String> writes() {
    return ChangingCode.WRITES;
  }

  /**
   * Each way to write ECX to the immediate of the next instruction, in one of 16 rounds; in the
   * others it goes to data, so that the code becomes hot, with the write in it.
   */
  @ParameterizedTest
  @MethodSource("writes")
  void intoTheNextInstruction(String write) {
    String body =
        """
        mov edi, %d
        mov eax, changed-4
        test cl, 15
        cmovz edi, eax
        %s
        mov edx, 0
        changed: add r9, rdx
        """
            .formatted(Layout.DATA + 64, write);
    String start = "fninit\nxor r9d, r9d\nmov r14d, %d\n".formatted(Layout.DATA);
    try (BothEngines guest = new BothEngines(start + loop(body))) {
      long sum = 0;
      long value = 0;
      for (int round = ROUNDS; round > 0; round--) {
        value = round % 16 == 0 ? round : value;
        sum += value;
      }
      assertEquals(sum, guest.run().cpu().r[9]);
    }
  }

  /** Into the same block, further on or before, into others of the region, near and far. */
  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "0,1", "60,0", "200,1", "1000,0", "1000,1"})
  void furtherOnAndBefore(int distance, int branch) {
    String body =
        """
        mov edx, 0x11111111
        behind: add rbx, rdx
        mov [abs before-4], ecx
        lea eax, [rcx-1]
        mov [abs behind-4], eax
        %s
        times %d nop
        there: mov esi, 0x11111111
        before: add rbx, rsi
        """
            .formatted(branch == 1 ? "test ecx, ecx\njnz there" : "", distance);
    try (BothEngines guest = new BothEngines(loop(body))) {
      // Of the values before the loop only the first, in EDX, is ever seen.
      assertEquals(SUM + SUM - ROUNDS + 0x1111_1111L, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  /** A store by one page into a function of another, which its caller has found hot long since. */
  @Test
  void intoAnotherPage() {
    String source =
        loop(
                """
                call function
                mov [abs changed-4], ecx
                call function
                """)
            + """
            align 4096
            function: nop
            mov edx, 0
            changed: add rbx, rdx
            ret
            """;
    try (BothEngines guest = new BothEngines(source)) {
      assertEquals(SUM + SUM - 1, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  /** Stores that begin on a page and end on the next, whose code is hot. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void overTheEndOfAPage(int onThePageBefore) {
    String source =
        loop(
                """
                mov rax, [abs function]
                mov ah, cl
                shl rax, 8 * %1$d
                mov [abs function - %1$d], rax
                call function
                """
                    .formatted(onThePageBefore))
            + """
            align 4096
            function: mov eax, 0
            add rbx, rax
            ret
            """;
    try (BothEngines guest = new BothEngines(source)) {
      int lowBytes = 255 * 256 / 2 + 44 * 45 / 2;
      assertEquals(lowBytes, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  /** The immediate of an instruction that lies on two pages. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void intoAnInstructionOnTwoPages(int onTheFirst) {
    String source =
        loop("mov [abs changed-4], ecx; call function")
            + """
            times 0x1000 - %d - 1 - ($ - $$) nop
            function: nop
            mov eax, 0
            changed: add rbx, rax
            ret
            """
                .formatted(onTheFirst);
    try (BothEngines guest = new BothEngines(source)) {
      assertEquals(SUM, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  /** One of two functions is copied to the same place in each round. */
  @Test
  void pageThatIsWrittenAgainAndAgain() {
    String source =
        loop(
                """
                mov r8, rcx
                mov esi, plus
                mov eax, minus
                test cl, 1
                cmovz esi, eax
                mov edi, place
                mov ecx, 16
                rep movsb
                mov rcx, r8
                mov edx, 5
                call place
                mov edx, 3
                call place
                """)
            + """
            align 16
            plus: add rbx, rcx
            dec edx
            jnz plus
            ret
            align 16
            minus: sub rbx, rcx
            dec edx
            jnz minus
            ret
            align 4096
            place: times 16 db 0xCC
            """;
    try (BothEngines guest = new BothEngines(source)) {
      // Odd rounds add eight times their number, even ones subtract it.
      assertEquals(-8 * ROUNDS / 2, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  @Test
  void countersBesideHotCode() {
    String source =
        loop(
            """
            inc dword [rel counter]
            add [rel counter+4], ecx
            jmp over
            counter: dd 0, 0
            over:
            add ebx, [rel counter]
            """);
    try (BothEngines guest = new BothEngines(source)) {
      assertEquals(SUM, guest.run().cpu().r[Cpu.RBX]);
      assertEquals(ROUNDS | SUM << 32, guest.memory(guest.symbol("counter"), 8));
    }
  }

  @Test
  void byDmaBetweenInstructions() {
    String source =
        loop("mov edx, 0; changed: add rbx, rdx; mov eax, 7; times 3 nop").replace("300", "3000");
    try (BothEngines guest = new BothEngines(source)) {
      // Two instructions before the loop, eight in a round.
      guest.run(2 + 8 * 1000 + 1);
      assertEquals(0, guest.cpu().r[Cpu.RBX]);
      guest.dma(guest.symbol("changed") - 4, 1);
      // MOV has run with 0 in this round.
      guest.run(8 * 500);
      assertEquals(499, guest.cpu().r[Cpu.RBX]);
      guest.dma(guest.symbol("changed") - 5, 0xBA, 2, 0, 0, 0, 0x90, 0x90, 0x90);
      guest.run(8 * 500);
      assertEquals(499, guest.cpu().r[Cpu.RBX]);
    }
  }

  /** A device that answers a store by DMA over the instruction that comes next. */
  @Test
  void byDmaWithinAnInstruction() {
    String source =
        loop(
            """
            mov [abs %#x], ecx
            mov edx, 0
            changed: add rbx, rdx
            """
                .formatted(DEVICE));
    try (BothEngines guest = new BothEngines(source)) {
      long target = guest.symbol("changed") - 4;
      guest.both(g -> g.memory.mapDevice(DEVICE, 0x1000, new Copier(g, target)));
      assertEquals(SUM, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  private record Copier(Guest guest, long target) implements BusDevice {
    @Override
    public long read(long offset, int size) {
      return 0;
    }

    @Override
    public void write(long offset, int size, long value) {
      guest.memory.copyIn(target, new byte[] {(byte) value, (byte) (value >> 8), 0, 0});
    }
  }
}
