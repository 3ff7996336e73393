package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.CodeMode;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 32-bit and 16-bit code under long mode, and the ways between (SDM 3A 5.8, 9.8.5). */
class CompatibilityModeTest {
  private static final int NARROW = 0x60;
  private static final int SMALL_DATA = 0x68;
  private static final int SIXTEEN = 0x70;
  private static final int USER_NARROW = 0x80;
  private static final int USER_DATA = 0x88;
  private static final int USER_WIDE = 0x90;
  private static final int GATE = 0xA0;

  /** A 64-bit program, whose {@code enter} goes on at {@code narrow} in 32-bit code at level 0. */
  private static GuestProgram guest(String source) {
    GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            push 0x60
            push narrow
            o64 retf
            bits 32
            narrow:
            """
                + source.replace(";", "\n")
                + "\nhlt\n");
    SystemGuest system = guest.system;
    system.describe(NARROW, 0, 0xF_FFFF, SystemGuest.CODE_32);
    system.describe(SMALL_DATA, 0x5000, 0xFF, 0x4093);
    system.describe(SIXTEEN, 0xB000, 0xFFFF, 0x009B);
    system.describe(USER_NARROW, 0, 0xF_FFFF, SystemGuest.CODE_32 | 3 << 5);
    system.describe(USER_DATA, 0, 0xF_FFFF, SystemGuest.DATA_32 | 3 << 5);
    system.describe(USER_WIDE, 0, 0xF_FFFF, SystemGuest.CODE_64 | 3 << 5);
    return guest;
  }

  @Test
  void codeIsThatOfA32BitProcessor() {
    try (GuestProgram guest =
        guest(
            """
            mov eax, 41
            inc eax
            out 0xE9, eax
            push 0x12345678
            pop ecx
            mov eax, esp
            out 0xE9, eax
            lea eax, [eax-0x7FFFFFFF]
            out 0xE9, eax
            mov ax, cs
            out 0xE9, ax
            """)) {
      guest.run();
      assertEquals("2a 30000 80030001 60", guest.log());
      assertEquals(CodeMode.CODE_32, guest.cpu.codeMode);
      assertEquals(0x1234_5678, guest.cpu.r[Cpu.RCX]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov ax, 0x68; mov ds, ax; here: mov al, [0x100]; next: | 13 | 0 | here",
        "mov ax, 0x68; mov ds, ax; here: mov eax, [0xFD]; next: | 13 | 0 | here",
        "mov ax, 0x68; mov ss, ax; mov esp, 0x102; here: pop eax; next: | 12 | 0 | here",
        "xor ax, ax; mov ds, ax; here: mov al, [0]; next: | 13 | 0 | here",
        "xor ax, ax; here: mov ss, ax; next: | 13 | 0 | here",
        "here: mov [cs:0x5000], al; next: | 13 | 0 | here",
        "here: mov al, [0x7000000]; next: | 14 | 0 | here",
        "here: db 0x0F, 0x34; next: | 6 | - | here", // SYSENTER, as on AMD's processors
        "here: db 0x0F, 0x01, 0xF8; next: | 6 | - | here", // SWAPGS
        "mov al, 0x7F; inc al; here: into; next: | 4 | - | next",
        "here: int3; next: | 3 | - | next",
        "xor ecx, ecx; here: div ecx; next: | 0 | - | here",
        "here: jmp 0x48:0; next: | 13 | 0x48 | here", // no task switches
        "here: iretd_nt; next: | 13 | 0 | here",
      })
  void exceptionsGoTo64BitHandlers(String source, int vector, String error, String address) {
    String text = source.replace("here: iretd_nt", "push 0x4002; popfd; here: iretd");
    try (GuestProgram guest = guest(text)) {
      guest.run();
      assertEquals(vector, guest.vector());
      int at = 0;
      if (!error.equals("-")) {
        assertEquals(Long.decode(error), guest.system.quad(at++));
      }
      assertEquals(guest.symbol(address), guest.system.quad(at));
      assertEquals(NARROW, guest.system.quad(at + 1));
      assertEquals(CodeMode.CODE_64, guest.cpu.codeMode);
      assertEquals(0, guest.cpu.r[Cpu.RSP] + 8L * (at + 5) & 15);
    }
  }

  @Test
  void addressesWrapAtFourGibibytes() {
    try (GuestProgram guest =
        guest("mov eax, 0xFFFFF000; mov ecx, [eax+0x6000]; mov ebx, [eax+eax+0x7010]")) {
      guest.memory.write(0x5000, 4, 0x1111);
      guest.memory.write(0x5010, 4, 0x2222);
      guest.run();
      assertEquals(0x1111, guest.cpu.r[Cpu.RCX]);
      assertEquals(0x2222, guest.cpu.r[Cpu.RBX]);
    }
  }

  @Test
  void farJumpsThereAndBack() {
    try (GuestProgram guest =
        guest(
            """
            mov eax, 1
            out 0xE9, eax
            jmp 0x08:wide
            bits 64
            wide:
            mov rax, 0x1122334455667788
            shr rax, 32
            out 0xE9, eax
            jmp far dword [rel pointer]
            pointer: dd narrow_again, 0x60
            bits 32
            narrow_again: mov eax, 2
            out 0xE9, eax
            call 0x08:service
            out 0xE9, eax
            hlt
            bits 64
            service: mov eax, 3
            retf
            """)) {
      assertEquals("1 11223344 2 3", guest.run().log());
    }
  }

  @Test
  void sixteenBitCode() {
    try (GuestProgram guest =
        guest(
            """
            jmp 0x70:sixteen-0xB000
            bits 16
            sixteen: mov ax, 0x1234
            push ax
            pop bx
            mov si, 0xFFF0
            mov cl, [si+0x5010+0x10]
            mov ax, bx
            out 0xE9, ax
            jmp dword 0x08:wide
            bits 64
            wide: lea rax, [rel wide]
            sub eax, wide
            out 0xE9, eax
            """)) {
      guest.memory.write(0x5010, 1, 0x77);
      assertEquals("1234 0", guest.run().log());
      assertEquals(0x77, guest.cpu.r[Cpu.RCX] & 0xFF);
    }
  }

  @Test
  void callGateLeadsTo64BitCode() {
    String source =
        """
        push 0x8B
        push 0x31000
        push 0x83
        push user
        retf
        user: push 7
        call 0xA3:0
        out 0xE9, eax
        mov ax, cs
        out 0xE9, ax
        mov eax, esp
        out 0xE9, eax
        jmp $
        bits 64
        gate: mov eax, cs
        shl eax, 16
        mov rcx, [rsp]
        mov rdx, [rsp+8]
        mov rbx, [rsp+16]
        mov rsi, [rsp+24]
        mov ax, ss
        o64 retf
        bits 32
        """;
    try (GuestProgram guest = guest(source)) {
      guest.system.describeGate(GATE, SystemGuest.code(0), guest.symbol("gate"), 0xEC, 0);
      guest.memory.write(SystemGuest.GDT + GATE + 8, 8, 0);
      guest.run(60);
      Cpu cpu = guest.cpu;
      assertEquals("80000 83 30ffc", guest.log());
      assertEquals(3, cpu.cpl);
      assertEquals(0x83, cpu.r[Cpu.RDX]);
      assertEquals(0x3_0FFC, cpu.r[Cpu.RBX]);
      assertEquals(0x8B, cpu.r[Cpu.RSI]);
      assertEquals(CodeMode.CODE_32, cpu.codeMode);
    }
  }

  // AMD APM 3, SYSCALL and SYSRET.
  @Test
  void systemCallsFromCompatibilityMode() {
    String source =
        """
        push 0x8B
        push 0x31000
        push 0x83
        push user
        retf
        user: syscall
        after: mov ax, cs
        out 0xE9, ax
        mov ax, ss
        out 0xE9, ax
        syscall
        hlt
        bits 64
        cstar: mov ax, cs
        out 0xE9, ax
        mov ax, ss
        out 0xE9, ax
        mov ebx, ecx
        inc esi
        cmp esi, 2
        je done
        sysretd
        lstar: ud2
        done: lea rcx, [rel user64]
        sysretq
        user64: mov ax, cs
        out 0xE9, ax
        lea r9, [rel user64]
        jmp $
        bits 32
        """
            .replace("sysretd", "db 0x0F, 0x07")
            .replace("sysretq", "db 0x48, 0x0F, 0x07");
    try (GuestProgram guest = guest(source)) {
      Cpu cpu = guest.cpu;
      cpu.efer |= Cr.EFER_SCE;
      cpu.msrs.star = (long) (USER_NARROW | 3) << 48 | (long) SystemGuest.code(0) << 32;
      cpu.msrs.cstar = guest.symbol("cstar");
      cpu.msrs.lstar = guest.symbol("lstar");
      cpu.msrs.fmask = Flags.IF;
      cpu.r[Cpu.RSI] = 0;
      guest.run(60);
      assertEquals("8 10 83 8b 8 10 93", guest.log());
      assertEquals(3, cpu.cpl);
      assertEquals(CodeMode.CODE_64, cpu.codeMode);
      assertEquals(guest.symbol("user64"), cpu.r[9]);
    }
  }

  @Test
  void interruptStackFrameOf32BitCodeAtLevelThree() {
    String source =
        """
        push 0x8B
        push 0x31000
        push 0x83
        push user
        retf
        user: push 1
        here: ud2
        """;
    try (GuestProgram guest = guest(source)) {
      guest.run();
      assertEquals(Vector.UD, guest.vector());
      assertEquals(guest.symbol("here"), guest.system.quad(0));
      assertEquals(0x83, guest.system.quad(1));
      assertEquals(0x3_0FFC, guest.system.quad(3));
      assertEquals(0x8B, guest.system.quad(4));
      assertEquals(SystemGuest.stackOf(0) - 40, guest.cpu.r[Cpu.RSP]);
      assertEquals(0, guest.cpu.segments[Segment.SS].selector);
    }
  }

  @Test
  void upperHalvesOfRegistersAreNotUsed() {
    // The upper half of RSP and of RSI is set in 64-bit code and means nothing in 32-bit code.
    GuestProgram made =
        GuestProgram.longMode(
            0,
            """
            mov rsi, 0xFFFFFFFF00005000
            mov rdi, 0x1234567800005100
            jmp far dword [rel pointer]
            pointer: dd narrow, 0x60
            bits 32
            narrow: mov eax, [esi]
            out 0xE9, eax
            movsd
            mov ecx, 1
            rep movsb
            hlt
            """);
    try (GuestProgram guest = made) {
      guest.system.describe(NARROW, 0, 0xF_FFFF, SystemGuest.CODE_32);
      guest.memory.write(0x5000, 8, 0x8877_6655_4433_2211L);
      assertEquals("44332211", guest.run().log());
      assertEquals(0x55_4433_2211L, guest.memory.read(0x5100, 8));
      assertEquals(0x5005, guest.cpu.r[Cpu.RSI] & 0xFFFF_FFFFL);
    }
  }
}
