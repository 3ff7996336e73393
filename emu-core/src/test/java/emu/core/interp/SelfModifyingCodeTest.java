package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that is written while it runs, and code that is mapped anew. */
class SelfModifyingCodeTest {
  /**
   * Page table for 2 MiB at 4 MiB, which tests point elsewhere; its entries are the first level.
   */
  private static final int TABLE = 0xE000;

  private static final int DIRECTORY_ENTRY = SystemGuest.PAGE_TABLES + 0x2000 + 2 * 8;

  @ParameterizedTest
  @ValueSource(strings = {"nop\n", "times 70 nop\n", ""})
  void storeIntoTheNextInstruction(String between) {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov byte [rel target+1], 2
            %s
            target: mov al, 1
            out 0xE9, al
            hlt
            """
                .formatted(between))) {
      assertEquals("2", guest.run().log());
    }
  }

  @Test
  void loopThatChangesItself() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov ecx, 5
            again:
            inc dword [rel change+1]
            change: mov eax, 0
            out 0xE9, al
            dec ecx
            jnz again
            hlt
            """)) {
      assertEquals("1 2 3 4 5", guest.run().log());
    }
  }

  @Test
  void storesOfEverySizeAndKind() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            call code
            mov word [rel code], 0x02B0       ; mov al, 2
            call code
            mov dword [rel code], 0xE69003B0  ; mov al, 3; nop; out
            call code
            mov rax, 0xC3E9E69004B0           ; mov al, 4; nop; out 0xE9, al; ret
            mov [rel code], rax
            call code
            lea rsi, [rel other]
            lea rdi, [rel code]
            mov ecx, 6
            rep movsb                         ; mov al, 5
            call code
            movdqu xmm0, [rel third]
            movdqu [rel code], xmm0           ; mov al, 6
            call code
            lea rdi, [rel code]
            lock xor byte [rdi+1], 1          ; mov al, 7
            call code
            lea rsp, [rdi+8]
            push qword [rel fourth]           ; mov al, 8
            mov rsp, 0x30000
            call code
            mov al, 9
            lea rdi, [rel code+1]
            stosb
            call code
            hlt
            align 64
            code: mov al, 1
            nop
            out 0xE9, al
            ret
            align 8
            other: mov al, 5
            nop
            out 0xE9, al
            ret
            times 16 nop
            third: mov al, 6
            nop
            out 0xE9, al
            ret
            times 16 nop
            fourth: mov al, 8
            nop
            out 0xE9, al
            ret
            nop
            nop
            """)) {
      guest.cpu.cr4 |= Cr.CR4_OSFXSR;
      assertEquals("1 2 3 4 5 6 7 8 9", guest.run().log());
    }
  }

  @Test
  void dataBesideCodeMayBeWritten() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov ecx, 1000
            again:
            add dword [rel counter], 3
            add [rel counter+4], ecx
            dec ecx
            jnz again
            mov eax, [rel counter]
            out 0xE9, eax
            mov eax, [rel counter+4]
            out 0xE9, eax
            hlt
            counter: dd 0, 0
            """)) {
      assertEquals("bb8 7a314", guest.run().log());
    }
  }

  @Test
  void stringStoreOverItsOwnBlock() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            lea rdi, [rel target]
            mov ecx, 24
            mov al, 0x90
            rep stosb
            target:
            times 12 db 0x0F, 0x0B            ; UD2 twelve times
            mov al, 7
            out 0xE9, al
            hlt
            """)) {
      assertEquals("7", guest.run().log());
      assertEquals(-1, guest.vector());
    }
  }

  @Test
  void codeWrittenIntoAnotherPageThatRanBefore() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov ebx, 0x50000
            mov dword [rbx], 0xC3C0FF         ; inc eax; ret
            xor eax, eax
            mov ecx, 100
            first: call rbx
            loop first
            out 0xE9, eax
            mov byte [rbx+1], 0xC8            ; dec eax
            call rbx
            out 0xE9, eax
            hlt
            """)) {
      assertEquals("64 63", guest.run().log());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void instructionAcrossPagesWhoseTailIsWritten(int inFirstPage) {
    // mov eax, imm32 lies in two pages; the immediate's last byte is always in the second.
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov ebx, 0x51000 - %d
            mov byte [rbx], 0xB8
            mov dword [rbx+1], 0x11223344
            mov word [rbx+5], 0xC390
            call rbx
            out 0xE9, eax
            mov byte [rbx+4], 0x55
            call rbx
            out 0xE9, eax
            mov byte [rbx+1], 0x66
            call rbx
            out 0xE9, eax
            hlt
            """
                .formatted(inFirstPage))) {
      assertEquals("11223344 55223344 55223366", guest.run().log());
    }
  }

  @Test
  void codeReachedThroughTwoLinearAddresses() {
    String source =
        """
        mov ebx, 0x400000
        mov ecx, 0x401000
        mov dword [rbx], 0xC3C0FF             ; inc eax; ret
        xor eax, eax
        call rbx
        call rcx
        out 0xE9, eax
        mov byte [rcx+1], 0xC8                ; dec eax, by the other address
        call rbx
        out 0xE9, eax
        mov byte [rbx+1], 0xC0
        call rcx
        out 0xE9, eax
        hlt
        """;
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      mapTable(guest);
      guest.memory.write(TABLE, 8, 0x6_0003);
      guest.memory.write(TABLE + 8, 8, 0x6_0003);
      assertEquals("2 1 2", guest.run().log());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invlpg [rbx]", "mov rdx, cr3\nmov cr3, rdx"})
  void codePageMappedAnew(String invalidation) {
    String source =
        """
        mov ebx, 0x400000
        xor eax, eax
        call rbx
        call rbx
        out 0xE9, eax
        mov qword [0xE000], 0x61003
        %s
        call rbx
        out 0xE9, eax
        mov qword [0xE000], 0x60003
        %s
        call rbx
        out 0xE9, eax
        hlt
        """
            .formatted(invalidation, invalidation);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      mapTable(guest);
      guest.memory.write(TABLE, 8, 0x6_0003);
      guest.memory.write(0x6_0000, 4, 0xC3_C0FF);
      guest.memory.write(0x6_1000, 4, 0xC3_C8FF);
      assertEquals("2 1 2", guest.run().log());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invlpg [rbx]",
        "mov rdx, cr3\nmov cr3, rdx",
        "mov rdx, cr4\nxor dl, 0x80\nmov cr4, rdx",
        "mov rdx, cr0\nxor edx, 0x10000\nmov cr0, rdx"
      })
  void pageOfTheRunningCodeMappedAnew(String invalidation) {
    String source =
        """
        mov ebx, 0x400000
        jmp rbx
        times 0x800 - ($ - $$) nop
        first: mov qword [0xE000], 0x61003
        %s
        mov al, 1
        out 0xE9, al
        hlt
        times 0x100 - ($ - first) nop
        second: mov qword [0xE000], 0x61003
        %s
        mov al, 2
        out 0xE9, al
        hlt
        """
            .formatted(invalidation, invalidation);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      mapTable(guest);
      guest.memory.write(TABLE, 8, 0x6_0003);
      byte[] code = new byte[0x80];
      guest.memory.copyOut(guest.symbol("first"), code, 0, code.length);
      guest.memory.copyIn(0x6_0000, code);
      guest.memory.copyOut(guest.symbol("second"), code, 0, code.length);
      guest.memory.copyIn(0x6_1000, code);
      assertEquals("2", guest.run().log());
    }
  }

  @Test
  void secondPageOfAnInstructionMappedAnew() {
    String source =
        """
        mov ebx, 0x400FFE
        call rbx
        out 0xE9, eax
        mov qword [0xE008], 0x62003
        invlpg [rbx+4]
        call rbx
        out 0xE9, eax
        mov qword [0xE008], 0
        invlpg [rbx+4]
        call rbx
        """;
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      mapTable(guest);
      guest.memory.write(TABLE, 8, 0x6_0003);
      guest.memory.write(TABLE + 8, 8, 0x6_1003);
      guest.memory.write(0x6_0FFE, 2, 0x11B8);
      guest.memory.write(0x6_1000, 4, 0xC3_44_33_22);
      guest.memory.write(0x6_2000, 4, 0xC3_77_66_55);
      guest.run();
      assertEquals("44332211 77665511", guest.log());
      assertEquals(14, guest.vector());
      assertEquals(0x40_1000, guest.cpu.cr2);
      assertEquals(0x40_0FFE, guest.system.quad(1));
    }
  }

  /** Points 2 MiB from 4 MiB at {@link #TABLE}. */
  private static void mapTable(GuestProgram guest) {
    guest.memory.write(DIRECTORY_ENTRY, 8, TABLE | 3);
  }

  @Test
  void codeWrittenByDma() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            again:
            call code
            hlt
            jmp again
            align 64
            code: mov al, 1
            out 0xE9, al
            ret
            """)) {
      guest.run();
      guest.memory.copyIn(guest.symbol("code"), new byte[] {(byte) 0xB0, 9});
      guest.resume();
      assertEquals("1 9", guest.log());
    }
  }

  @Test
  void sameBytesInTwoModes() {
    // 48 is DEC EAX in 32-bit code and a REX prefix in 64-bit code.
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov eax, 10
            call code
            out 0xE9, eax
            mov dword [rel pointer], narrow
            mov dword [rel pointer+4], 0x60
            jmp far dword [rel pointer]
            bits 32
            narrow:
            mov eax, 10
            call code
            out 0xE9, eax
            hlt
            align 64
            code: db 0x48
            mov ebx, eax
            ret
            pointer: dd 0, 0
            """)) {
      guest.system.describe(SystemGuest.FREE, 0, 0xF_FFFF, SystemGuest.CODE_32);
      assertEquals("a 9", guest.run().log());
      assertEquals(9, guest.cpu.r[Cpu.RBX]);
    }
  }
}
