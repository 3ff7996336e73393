package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.CodeMode;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 64-bit mode by programs: the way in and out, stacks that are not canonical, SMEP and SMAP. */
class LongModeTest {
  private static final int USER_DIRECTORY_ENTRY = SystemGuest.PAGE_TABLES + 0x2008;

  // SDM 3A 9.8.5: PAE, CR3, EFER.LME, PG; and back through compatibility mode.
  @Test
  void fromRealModeThereAndBack() {
    try (GuestProgram guest =
        GuestProgram.real(
            """
            cli
            lgdt [table]
            mov eax, cr4
            or al, 0x20
            mov cr4, eax
            mov eax, 0x20000
            mov cr3, eax
            mov ecx, 0xC0000080
            rdmsr
            or ah, 1
            wrmsr
            mov eax, cr0
            or eax, 0x80000001
            mov cr0, eax
            jmp 8:wide
            bits 64
            wide:
            rdmsr
            out 0xE9, eax
            mov rax, 0x1122334455667788
            mov [0x180005000], rax
            mov rax, cr4
            and al, 0xDF
            mov ax, 0x10
            mov ss, ax
            mov esp, 0x6000
            push 0x18
            push narrow
            o64 retf
            bits 32
            narrow: mov ax, 0x10
            mov ds, ax
            mov eax, [0x5000]
            out 0xE9, eax
            mov eax, cr0
            and eax, 0x7FFFFFFF
            mov cr0, eax
            rdmsr
            out 0xE9, eax
            and ah, 0xFE
            wrmsr
            mov eax, cr4
            and al, 0xDF
            mov cr4, eax
            jmp 0x20:sixteen
            bits 16
            sixteen: mov eax, cr0
            and al, 0xFE
            mov cr0, eax
            jmp 0:real
            real: xor ax, ax
            mov ds, ax
            mov ss, ax
            mov eax, [0x5004]
            out 0xE9, eax
            int 0x31
            align 8
            gdt: dq 0, 0x00AF9B000000FFFF, 0x00CF93000000FFFF, 0x00CF9B000000FFFF
            dq 0x00009B000000FFFF
            table: dw 39
            dd gdt
            """)) {
      guest.memory.write(0x2_0000, 8, 0x2_1003);
      // Gigabyte 0, and gigabyte 6 at the same place.
      guest.memory.write(0x2_1000, 8, 0x83);
      guest.memory.write(0x2_1000 + 6 * 8, 8, 0x83);
      guest.run();
      assertEquals("500 55667788 100 11223344", guest.log());
      assertEquals(0x31, guest.vector());
      assertEquals(CodeMode.CODE_16, guest.cpu.codeMode);
      assertEquals(0, guest.cpu.efer & Cr.EFER_LMA);
    }
  }

  @Test
  void pagingCannotBeTurnedOffIn64BitCode() {
    String source = "mov rax, cr0\nbtr eax, 31\nhere: mov cr0, rax\n";
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.run();
      assertEquals(Vector.GP, guest.vector());
      assertEquals(guest.symbol("here"), guest.system.quad(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push rax",
        "push 1",
        "push qword [0x5000]",
        "push qword [rbx]",
        "push fs",
        "pushfq",
        "pop rax",
        "pop qword [0x5000]",
        "pop qword [rbx]",
        "pop fs",
        "popfq",
        "call here",
        "call rbx",
        "call [0x5000]",
        "call [rbx+pointer-0xB000]",
        "ret",
        "ret 8",
        "retf",
        "o64 retf",
        "iretq",
        "enter 0, 0",
        "mov rax, [rsp]",
        "mov [rsp+8], rax",
        "lock inc dword [rsp]",
        "movups xmm0, [rsp]",
        "fld qword [rsp]",
        "fxsave [rsp]",
      })
  void stackThatIsNotCanonical(String instruction) {
    String source =
        """
        mov ebx, 0xB000
        mov rsp, 0x800000001000
        here: %s
        pointer: dq 0xB000
        """
            .formatted(instruction);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.cpu.cr4 |= Cr.CR4_OSFXSR;
      // The handlers need a stack of their own.
      guest.memory.write(SystemGuest.TSS + 0x24, 8, 0x2_8000);
      for (int vector : new int[] {Vector.SS, Vector.GP}) {
        long handler = (long) GuestProgram.HANDLERS + vector;
        guest.system.interruptGate(vector, SystemGuest.code(0), handler, 0x8E, 1);
      }
      guest.memory.write(0x5000, 8, 0xB000);
      guest.run();
      assertEquals(Vector.SS, guest.vector());
      assertEquals(0, guest.system.quad(0));
      assertEquals(guest.symbol("here"), guest.system.quad(1));
      assertEquals(0x8000_0000_1000L, guest.system.quad(4));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov al, [0x200000] | 14 | 1",
        "mov [0x200000], al | 14 | 3",
        "stac; mov al, [0x200000]; mov [0x200000], al | -1 | 0",
        "stac; mov al, [0x200000]; clac; mov al, [0x200000] | 14 | 1",
        "pushfq; or dword [rsp], 0x40000; popfq; mov al, [0x200000] | -1 | 0",
        "stac; mov ax, [0x200000]; mov eax, 0x200000; call rax | 14 | 0x11",
        "mov esi, 0x200000; lodsb | 14 | 1",
        "mov edi, 0x200000; mov ecx, 64; rep stosb | 14 | 3",
        "stac; mov edi, 0x200000; mov ecx, 64; rep stosb; clac; stosb | 14 | 3",
      })
  void supervisorAndPagesOfUsers(String source, int vector, String error) {
    try (GuestProgram guest = GuestProgram.longMode(0, source.replace(";", "\n") + "\nhlt\n")) {
      guest.cpu.cr4 |= Cr.CR4_SMAP | Cr.CR4_SMEP;
      // All but the second 2 MiB are the supervisor's.
      guest.memory.write(USER_DIRECTORY_ENTRY - 8, 8, 0x83);
      guest.cpu.mmu.flushAll();
      guest.cpu.modeChanged();
      guest.run();
      assertEquals(vector, guest.vector());
      if (vector >= 0) {
        assertEquals(Long.decode(error), guest.system.quad(0));
        assertEquals(0x20_0000, guest.cpu.cr2 & -4096);
      }
    }
  }

  @Test
  void interruptsClearNoAlignmentCheckFlagOfSmap() {
    // The frame keeps AC; SYSCALL's mask and CLAC are the system's business (SDM 3A 6.12.1).
    String source =
        """
        stac
        int 0x40
        mov al, [0x200000]
        hlt
        service: clac
        iretq
        """;
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.cpu.cr4 |= Cr.CR4_SMAP;
      guest.memory.write(USER_DIRECTORY_ENTRY - 8, 8, 0x83);
      guest.cpu.mmu.flushAll();
      guest.cpu.modeChanged();
      guest.handle(0x40, 0, "service");
      guest.run();
      assertEquals(-1, guest.vector());
    }
  }

  @Test
  void kernelStackThatIsNotMappedLeadsToDoubleFault() {
    try (GuestProgram guest = GuestProgram.longMode(3, "push rax\nhere: ud2\n")) {
      // #UD, whose frame faults: #PF, whose frame faults: #DF, on a stack of its own.
      guest.memory.write(SystemGuest.TSS + 4, 8, 0x7000000);
      guest.memory.write(SystemGuest.TSS + 0x24, 8, 0x2_8000);
      long handler = (long) GuestProgram.HANDLERS + Vector.DF;
      guest.system.interruptGate(Vector.DF, SystemGuest.code(0), handler, 0x8E, 1);
      guest.run();
      assertEquals(Vector.DF, guest.vector());
      assertEquals(0, guest.system.quad(0));
      assertEquals(guest.symbol("here"), guest.system.quad(1));
      assertEquals(SystemGuest.code(3), guest.system.quad(2));
      assertEquals(0x6FF_FFF8, guest.cpu.cr2);
    }
  }

  @Test
  void systemReturnToAnAddressThatIsNotCanonicalFaultsInUserMode() {
    // AMD APM 3, SYSRET.
    try (GuestProgram guest =
        GuestProgram.longMode(0, "mov rcx, 0x800000000000\nmov r11d, 2\ndb 0x48, 0x0F, 0x07\n")) {
      guest.cpu.efer |= Cr.EFER_SCE;
      guest.cpu.msrs.star = (long) (SystemGuest.code(3) - 16) << 48;
      guest.run();
      assertEquals(Vector.GP, guest.vector());
      assertEquals(0x8000_0000_0000L, guest.system.quad(1));
      assertEquals(SystemGuest.code(3), guest.system.quad(2));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void systemTablesAreTheSupervisorsWhateverTheLevel(boolean pageOfUser) {
    String source =
        """
        mov ax, 0x43
        here: mov ds, ax
        hlt_here: hlt
        """;
    try (GuestProgram guest = GuestProgram.longMode(3, source)) {
      guest.cpu.cr4 |= Cr.CR4_SMAP;
      // The program runs in the third 2 MiB, which are the first again; these are the supervisor's.
      guest.memory.write(USER_DIRECTORY_ENTRY - 8, 8, 0x83);
      guest.memory.write(USER_DIRECTORY_ENTRY + 8, 8, 0x87);
      // The GDT moves to the second.
      byte[] table = new byte[0x400];
      guest.memory.copyOut(SystemGuest.GDT, table, 0, table.length);
      guest.memory.copyIn(0x20_0000, table);
      guest.memory.write(USER_DIRECTORY_ENTRY, 8, 0x20_0083 | (pageOfUser ? 4 : 0));
      guest.cpu.gdtr.base = 0x20_0000;
      guest.cpu.rip += 0x40_0000;
      guest.cpu.mmu.flushAll();
      guest.cpu.modeChanged();
      guest.run();
      if (pageOfUser) {
        // Delivery of #PF reads the GDT too.
        assertTrue(guest.cpu.shutdown);
        assertEquals(0x20_0008, guest.cpu.cr2);
      } else {
        assertEquals(Vector.GP, guest.vector());
        assertEquals(0x40_0000 + guest.symbol("hlt_here"), guest.system.quad(1));
        assertEquals(0x43, guest.cpu.segments[Segment.DS].selector);
      }
    }
  }

  @Test
  void interruptStackTableIsUsedWithinTheLevel() {
    String source =
        """
        mov rsp, 0x2F008
        ud2
        """;
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.memory.write(SystemGuest.TSS + 0x24 + 8 * 2, 8, 0x2_8008);
      long handler = GuestProgram.HANDLERS + Vector.UD;
      guest.system.interruptGate(Vector.UD, SystemGuest.code(0), handler, 0x8E, 3);
      guest.run();
      assertEquals(Vector.UD, guest.vector());
      // The stack is aligned to 16 bytes before the five pushes.
      assertEquals(0x2_8000 - 40, guest.cpu.r[Cpu.RSP]);
      assertEquals(0x2_F008, guest.system.quad(3));
    }
  }

  @Test
  void systemCallAndReturn() {
    String source =
        """
        lea rcx, [rel user]
        mov r11d, 0x202
        o64 sysret
        user: mov ax, cs
        out 0xE9, ax
        syscall
        after: mov eax, ecx
        hlt_here: hlt
        entry: mov ax, cs
        out 0xE9, ax
        mov ax, ss
        out 0xE9, ax
        lea rax, [rel after]
        sub rax, rcx
        out 0xE9, eax
        mov eax, r11d
        out 0xE9, eax
        pushfq
        pop rax
        and eax, 0x200
        out 0xE9, eax
        o64 sysret
        """
            .replace("o64 sysret", "db 0x48, 0x0F, 0x07");
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.cpu.efer |= Cr.EFER_SCE;
      guest.cpu.msrs.star = (long) (SystemGuest.code(3) - 16) << 48 | 8L << 32;
      guest.cpu.msrs.lstar = guest.symbol("entry");
      guest.cpu.msrs.fmask = 0x200;
      for (int i = 0; i < 0x2000; i += 8) {
        guest.memory.write(SystemGuest.TSS + 0x68 + i, 8, 0);
      }
      guest.run();
      assertEquals("3b 8 10 0 202 0", guest.log());
      assertEquals(Vector.GP, guest.vector());
      assertEquals(guest.symbol("hlt_here"), guest.system.quad(1));
      assertEquals(0x3B, guest.system.quad(2));
    }
  }
}
