package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Vector;
import emu.core.testing.GuestProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real-address mode: interrupts, addressing, limits (SDM 3A chapter 20). */
class RealModeTest {
  private static String lines(String source) {
    return source.replace(";", "\n") + "\nhlt\n";
  }

  @Test
  void softwareInterruptAndReturn() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            mov word [0x21*4], service
            sti
            stc
            mov ax, 0x1234
            int 0x21
            after: out 0xE9, ax
            pushf
            pop ax
            out 0xE9, ax
            hlt
            service:
            pushf
            pop bx
            mov bp, sp
            mov cx, [bp]
            mov dx, [bp+2]
            mov si, [bp+4]
            inc ax
            iret
            """)) {
      guest.run();
      // The flags come back: IF, CF and the fixed bit.
      assertEquals("1235 203", guest.log());
      assertEquals(guest.symbol("after"), guest.cpu.r[Cpu.RCX]);
      assertEquals(0, guest.cpu.r[Cpu.RDX] & 0xFFFF);
      assertEquals(0x203, guest.cpu.r[Cpu.RSI]);
      assertEquals(0, guest.cpu.r[Cpu.RBX] & Flags.IF);
      assertEquals(0x8000, guest.cpu.r[Cpu.RSP]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xor cx, cx; here: div cx; next: | 0 | here",
        "mov ax, 0x8000; cwd; mov cx, -1; here: idiv cx; next: | 0 | here",
        "here: aam 0; next: | 0 | here",
        "here: db 0xF1; next: | 1 | next",
        "here: int3; next: | 3 | next",
        "mov al, 0x80; dec al; here: into; next: | 4 | next",
        "mov bx, bounds; mov ax, 9; here: bound ax, [bx]; next: | 5 | here",
        "here: ud2; next: | 6 | here",
        "here: db 0xF0, 0x90; next: | 6 | here",
        "here: db 0x0F, 0x00, 0xC0; next: | 6 | here", // SLDT AX
        "here: db 0x0F, 0x00, 0xD8; next: | 6 | here", // LTR AX
        "here: db 0x0F, 0x02, 0xC0; next: | 6 | here", // LAR AX, AX
        "here: db 0x63, 0xC0; next: | 6 | here", // ARPL AX, AX
        "here: db 0x8E, 0xC8; next: | 6 | here", // MOV CS, AX
        "mov eax, cr0; or al, 8; mov cr0, eax; here: fld1; next: | 7 | here",
        "here: mov ax, [0xFFFF]; next: | 13 | here",
        "here: mov [0xFFFF], ax; next: | 13 | here",
        "here: mov eax, [0xFFFD]; next: | 13 | here",
        "here: add word [0xFFFF], 1; next: | 13 | here",
        "mov bp, 0xFFFF; here: mov ax, [bp]; next: | 12 | here",
        "mov ebx, 0x10000; here: mov al, [ebx]; next: | 13 | here",
        "mov ebp, 0x10000; here: mov al, [ebp]; next: | 12 | here",
        "mov si, 0xFFFF; here: lodsw; next: | 13 | here",
        "mov di, 0xFFFF; here: stosw; next: | 13 | here",
        "mov sp, 0xFFFF; here: pop ax; next: | 12 | here",
      })
  void exceptionsPushNoErrorCode(String source, int vector, String address) {
    try (GuestProgram guest =
        GuestProgram.real(lines("mov sp, 0x7000;" + source) + "bounds: dw -1, 8\n")) {
      guest.run();
      assertEquals(vector, guest.vector());
      long frame = guest.cpu.r[Cpu.RSP] & 0xFFFF;
      if (!source.contains("sp, 0xFFFF")) {
        assertEquals(0x7000 - 6, frame);
      }
      assertEquals(guest.symbol(address), guest.memory.read(frame, 2));
      assertEquals(0, guest.memory.read(frame + 2, 2));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov bx, 0xFFF0; mov si, 0x5030; mov al, [bx+si] | 20", // wraps in 16 bits
        "mov bx, 0x5000; mov al, [bx+0x10] | 10",
        "mov bx, 0x5080; mov al, [bx-0x7F] | 1",
        "mov bx, 0x5100; mov di, -2; mov al, [bx+di-0x80] | 7e",
        "mov bp, 0x3000; mov di, 0x2042; mov al, [bp+di] | 42",
        "mov bp, 0xD000; mov si, 0x8043; mov al, [bp+si+0x0] | 43",
        "mov ax, 0x100; mov ds, ax; mov al, [0x4033] | 33",
        "mov ax, 0x100; mov ds, ax; mov bp, 0x5044; mov al, [bp] | 44", // SS, not DS
        "mov ax, 0x100; mov ds, ax; mov bp, 0x4044; mov al, [ds:bp] | 44",
        "mov ax, 0x500; mov es, ax; mov al, [es:0x77] | 77",
        "mov ax, 0x500; mov fs, ax; mov bx, 0x77; mov al, [fs:bx] | 77",
        "mov eax, 0x5000; mov ecx, 4; mov al, [eax+ecx*8+3] | 23",
        "mov esp, 0x5000; mov al, [esp+5] | 5",
        "mov si, 0x5011; lodsb | 11",
        "mov esi, 0x5012; a32 lodsb | 12",
        "mov bx, 0x5000; mov al, 0x21; xlatb | 21",
        "mov ax, 0xFFFF; mov ds, ax; mov al, [0x5010+0x6] | 6", // beyond 1 MiB: A20 is open
      })
  void addressing(String source, String expected) {
    try (GuestProgram guest = GuestProgram.real(lines(source + ";xor ah, ah;out 0xE9, al"))) {
      for (int i = 0; i < 256; i++) {
        guest.memory.write(0x5000 + i, 1, i);
        guest.memory.write(0x10_5000 + i, 1, i);
      }
      assertEquals(expected, guest.run().log());
    }
  }

  @Test
  void closedA20GateWrapsAtOneMebibyte() {
    try (GuestProgram guest =
        GuestProgram.real(lines("mov ax, 0xFFFF; mov ds, ax; mov al, [0x5010]; out 0xE9, al"))) {
      guest.memory.write(0x5000, 1, 0xAA);
      guest.memory.write(0x10_5000, 1, 0xBB);
      guest.cpu.mmu.setA20(false);
      assertEquals("aa", guest.run().log());
    }
  }

  @Test
  void farTransfers() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            call 0x0900:routine-0x9000
            out 0xE9, al
            mov word [pointer], indirect-0x8000
            mov word [pointer+2], 0x800
            call far [pointer]
            out 0xE9, al
            push word 7
            push word 8
            call 0:pops
            mov ax, sp
            out 0xE9, ax
            mov dword [pointer], last
            mov word [pointer+4], 0
            jmp far dword [pointer]
            routine: mov al, 1
            retf
            indirect: mov al, 2
            retf
            pops: retf 4
            last: mov ax, cs
            out 0xE9, ax
            hlt
            pointer: dd 0, 0
            """)) {
      assertEquals("1 2 8000 0", guest.run().log());
    }
  }

  @Test
  void stackPointerWrapsInSixteenBits() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            mov esp, 0x12340002
            push word 0x1111
            push word 0x2222
            mov eax, esp
            out 0xE9, eax
            pop ax
            out 0xE9, ax
            pop ax
            out 0xE9, ax
            mov eax, esp
            out 0xE9, eax
            hlt
            """)) {
      assertEquals("1234fffe 2222 1111 12340002", guest.run().log());
    }
  }

  @Test
  void pushAcrossTheWrapShutsDown() {
    // #SS, but the frame does not fit either, nor that of the double fault (SDM 3A 6.15).
    try (GuestProgram guest = GuestProgram.real("mov sp, 1\npush ax\n")) {
      guest.run();
      assertTrue(guest.cpu.shutdown);
    }
  }

  @Test
  void vectorBeyondTheTableIsGeneralProtection() {
    try (GuestProgram guest = GuestProgram.real("here: int 0x80\n")) {
      guest.cpu.idtr.limit = 0x1FF;
      guest.run();
      assertEquals(Vector.GP, guest.vector());
      assertEquals(guest.symbol("here"), guest.memory.read(guest.cpu.r[Cpu.RSP], 2));
    }
  }

  @Test
  void doubleFaultIfTheTableEndsBeforeGeneralProtection() {
    try (GuestProgram guest = GuestProgram.real("here: int 0x80\n")) {
      guest.cpu.idtr.limit = Vector.DF * 4 + 3;
      guest.run();
      assertEquals(Vector.DF, guest.vector());
      assertEquals(guest.symbol("here"), guest.memory.read(guest.cpu.r[Cpu.RSP], 2));
    }
    try (GuestProgram guest = GuestProgram.real("int 0x80\n")) {
      guest.cpu.idtr.limit = Vector.DF * 4 + 2;
      guest.run();
      assertTrue(guest.cpu.shutdown);
    }
  }

  @Test
  void stringsWrapInSixteenBits() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            mov ax, 0x2000
            mov ds, ax
            mov si, 0xFFFE
            mov di, 0x5000
            mov cx, 4
            rep movsb
            mov ax, si
            out 0xE9, ax
            std
            mov si, 1
            mov di, 0x5013
            mov cx, 4
            rep movsb
            mov ax, si
            out 0xE9, ax
            hlt
            """)) {
      guest.memory.write(0x2_FFFE, 2, 0x2211);
      guest.memory.write(0x2_0000, 2, 0x4433);
      assertEquals("2 fffd", guest.run().log());
      assertEquals(0x4433_2211L, guest.memory.read(0x5000, 4));
      assertEquals(0x4433_2211L, guest.memory.read(0x5010, 4));
    }
  }

  @Test
  void tableMayLieElsewhere() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            lidt [table]
            mov dword [0x6000 + 5*4], handler
            int 5
            hlt
            handler: mov al, 9
            out 0xE9, al
            iret
            table: dw 0x3FF
            dd 0x6000
            """)) {
      assertEquals("9", guest.run().log());
    }
  }

  @Test
  void thirtyTwoBitInstructions() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            mov eax, 0x12345678
            push eax
            pop ax
            out 0xE9, ax
            pop ax
            out 0xE9, ax
            pushfd
            pop eax
            and eax, 0xFFFF0002
            out 0xE9, eax
            push dword 0x00030000
            push dword 0
            push dword there
            o32 iret
            there: pushfd
            pop eax
            and eax, 0x00FF0000
            out 0xE9, eax
            hlt
            """)) {
      // IRETD takes RF but neither VM nor, through PUSHFD, shows RF.
      assertEquals("5678 1234 2 0", guest.run().log());
    }
  }

  @Test
  void singleStep() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            mov word [4], trap
            xor dx, dx
            pushf
            pop ax
            or ax, 0x100
            push ax
            popf
            one: nop
            two: nop
            push ax
            and ax, ~0x100
            pop bx
            push ax
            popf
            nop
            hlt
            trap:
            inc dx
            iret
            """)) {
      guest.run();
      // NOP twice, PUSH, AND, POP, PUSH, POPF.
      assertEquals(7, guest.cpu.r[Cpu.RDX] & 0xFFFF);
    }
  }

  @Test
  void segmentsKeepTheLimitsOfProtectedMode() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            cli
            lgdt [table]
            mov eax, cr0
            or al, 1
            mov cr0, eax
            mov bx, 8
            mov ds, bx
            and al, 0xFE
            mov cr0, eax
            mov ebx, 0x200000
            mov dword [ebx], 0x11223344
            xor ax, ax
            mov ds, ax
            mov eax, [ebx]
            out 0xE9, eax
            hlt
            align 8
            gdt: dq 0, 0x00CF93000000FFFF
            table: dw 15
            dd gdt
            """)) {
      assertEquals("11223344", guest.run().log());
    }
  }

  @Test
  void intoProtectedModeAndBack() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            cli
            lgdt [table]
            mov eax, cr0
            or al, 1
            mov cr0, eax
            jmp 8:wide
            bits 32
            wide: mov ax, 0x10
            mov ds, ax
            mov ss, ax
            mov esp, 0x6000
            push 0x12345678
            pop ecx
            mov eax, [0x300000]
            out 0xE9, eax
            jmp 0x18:narrow
            bits 16
            narrow: mov eax, cr0
            and al, 0xFE
            mov cr0, eax
            jmp 0:real
            real: mov ax, cs
            mov ss, ax
            mov ds, ax
            mov sp, 0x7000
            int 0x30
            hlt
            align 8
            gdt: dq 0, 0x00CF9B000000FFFF, 0x00CF93000000FFFF, 0x00009B000000FFFF
            table: dw 31
            dd gdt
            """)) {
      guest.memory.write(0x30_0000, 4, 0x0BAD_CAFE);
      guest.run();
      assertEquals("badcafe", guest.log());
      assertEquals(0x30, guest.vector());
      assertEquals(0x1234_5678, guest.cpu.r[Cpu.RCX]);
    }
  }
}
