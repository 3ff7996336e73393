package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.BusDevice;
import emu.core.cpu.Cpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Each stores ECX to the four bytes before {@code changed}, in its own way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mov [abs changed-4], ecx",
        "mov [rel changed-4], ecx",
        "mov [abs changed-4+0xF0000], ecx", // through another linear address
        "mov esi, ecx; xchg [abs changed-4], esi",
        "mov esi, ecx; sub esi, [abs changed-4]; lock add [abs changed-4], esi",
        "mov eax, [abs changed-4]; mov esi, ecx; lock cmpxchg [abs changed-4], esi",
        "movd xmm1, ecx; movd [abs changed-4], xmm1",
        "movdqu xmm1, [abs changed-16]; pinsrd xmm1, ecx, 3; movdqu [abs changed-16], xmm1",
        "mov edi, changed-4; mov eax, ecx; stosd",
        "mov edi, changed-4; mov eax, ecx; mov r8, rcx; mov ecx, 1; rep stosd; mov rcx, r8",
        "mov [abs changed-4], cx; mov byte [abs changed-2], 0; mov byte [abs changed-1], 0",
        "mov byte [abs changed-1], 0; mov byte [abs changed-2], 0; mov [abs changed-3], ch; mov"
            + " [abs changed-4], cl",
      })
  void intoTheNextInstruction(String store) {
    try (BothEngines guest =
        new BothEngines(loop(store + "; mov edx, 0x11111111; changed: add rbx, rdx"))) {
      assertEquals(SUM, guest.run().cpu().r[Cpu.RBX]);
    }
  }

  @Test
  void byAPopIntoTheNextInstruction() {
    try (BothEngines guest =
        new BothEngines(
            loop(
                """
                push rcx
                pop qword [abs changed-8]
                mov rdx, 0x1111111111111111
                changed: add rbx, rdx
                """))) {
      assertEquals(SUM, guest.run().cpu().r[Cpu.RBX]);
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
