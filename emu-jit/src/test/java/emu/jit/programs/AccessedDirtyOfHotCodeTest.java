package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accessed and dirty flags that translated loads, stores and fetches set (SDM 3A 4.8). */
class AccessedDirtyOfHotCodeTest {
  private static final int ACCESSED = 0x20;
  private static final int DIRTY = 0x40;
  private static final int BOTH = ACCESSED | DIRTY;

  /** Rounds of four instructions and {@code instruction}, for ever. */
  private static String loop(String instruction) {
    return """
    mov ebx, %#x
    again: nop
    nop
    %s
    nop
    jmp again
    """
        .formatted(Layout.DATA, instruction);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the instruction, flags of the first page of data, of the second
        "mov eax, [rbx+8] | 0x20 | 0",
        "mov [rbx+8], eax | 0x60 | 0",
        "add [rbx+8], eax | 0x60 | 0",
        "cmp [rbx+8], al | 0x20 | 0",
        "lock inc word [rbx+8] | 0x60 | 0",
        "bt dword [rbx+8], 3 | 0x20 | 0",
        "bts dword [rbx+8], 3 | 0x60 | 0",
        "movdqu xmm0, [rbx+8] | 0x20 | 0",
        "movaps [rbx+16], xmm0 | 0x60 | 0",
        "mov rax, [rbx+0xffc] | 0x20 | 0x20",
        "mov [rbx+0xffc], rax | 0x60 | 0x60",
        "add [rbx+0xfff], ax | 0x60 | 0x60",
        "movups [rbx+0xff8], xmm0 | 0x60 | 0x60",
        "setz byte [rbx+0x1000] | 0 | 0x60",
        "push qword [rbx+0x1000] | 0 | 0x20",
        "lea rax, [rbx+8] | 0 | 0",
        "prefetcht0 [rbx+8] | 0 | 0",
        "nop dword [rbx+8] | 0 | 0",
      })
  void ofData(String instruction, String first, String second) {
    try (BothEngines guest = new BothEngines(loop(instruction))) {
      guest.run(1000);
      for (int i = 0; i < 20; i++) {
        guest.both(AccessedDirtyOfHotCodeTest::clear);
        guest.run(5 + 13 * i);
        assertEquals(Integer.decode(first), flags(guest, Layout.DATA));
        assertEquals(Integer.decode(second), flags(guest, Layout.DATA + 0x1000));
      }
    }
  }

  /** A load does not make a later store forget the dirty flag. */
  @Test
  void ofAPageThatWasOnlyReadForLong() {
    String source =
        """
        mov ebx, %#x
        mov ecx, 1000
        again: mov eax, [rbx+8]
        loop again
        mov ecx, 1000
        other: mov eax, [rbx+8]
        test ecx, 511
        jnz skip
        mov [rbx+16], ecx
        skip: loop other
        cli
        hlt
        """
            .formatted(Layout.DATA);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run(2 + 2000 + 1 + 4 * 488);
      assertEquals(ACCESSED, flags(guest, Layout.DATA));
      guest.run(4);
      assertEquals(BOTH, flags(guest, Layout.DATA));
    }
  }

  /** A store that faults on its second page sets no flag of the first that a load would not. */
  @Test
  void ofAFaultingStore() {
    String source =
        """
        mov ebx, %#x
        lea r13, [rel next]
        again: mov eax, [rbx]
        mov [rbx+0xffe], eax
        next: nop
        jmp again
        """
            .formatted(Layout.DATA + 0x3000);
    try (BothEngines guest = new BothEngines(source)) {
      guest.run(2000);
      guest.both(AccessedDirtyOfHotCodeTest::clear);
      guest.run(100);
      assertEquals(ACCESSED, flags(guest, Layout.DATA + 0x3000) & ACCESSED);
      assertEquals(0, flags(guest, Layout.NOT_MAPPED));
    }
  }

  @Test
  void ofCode() {
    String source = loop("call %#x".formatted(Layout.WINDOW));
    try (BothEngines guest = new BothEngines(source)) {
      guest.dma(Layout.FIRST_BEHIND_WINDOW, 0x90, 0xC3);
      guest.run(1000);
      for (int i = 0; i < 20; i++) {
        guest.both(AccessedDirtyOfHotCodeTest::clear);
        guest.run(7 + i);
        assertEquals(ACCESSED, flags(guest, Layout.WINDOW));
        assertEquals(ACCESSED, flags(guest, Layout.CODE));
      }
    }
  }

  private static void clear(Guest guest) {
    for (int page = 0; page < 2 * Layout.RAM; page += 4096) {
      long entry = guest.memory.read(Layout.entry(page), 8);
      guest.memory.write(Layout.entry(page), 8, entry & ~BOTH);
    }
    guest.cpu.mmu.flushAll();
  }

  private static int flags(BothEngines guest, int page) {
    return (int) guest.memory(Layout.entry(page), 8) & BOTH;
  }
}
