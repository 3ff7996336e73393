package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Vector, error code, return address and frame of each exception (SDM 3A 6.15), in 32-bit protected
 * mode and 64-bit mode, at level 0 and from level 3.
 *
 * <p>In the programs of the tables {@code here} is the instruction that raises the exception and
 * {@code next} the one behind it. The error code is {@code -} if there is none.
 */
class ExceptionsTest {
  private static final int NOT_PRESENT = 0x60;
  private static final int READ_ONLY = 0x68;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // both modes, any level
        "xor ecx, ecx; here: div ecx; next: | 0 | - | here",
        "mov eax, -1; mov edx, eax; mov cl, 1; here: div cl; next: | 0 | - | here",
        "mov eax, 0x80000000; cdq; or ecx, -1; here: idiv ecx; next: | 0 | - | here",
        "here: db 0xF1; next: | 1 | - | next",
        "here: int3; next: | 3 | - | next",
        "here: db 0xCD, 3; next: | 3 | - | next",
        "here: int 0x80; next: | 128 | - | next",
        "here: ud2; next: | 6 | - | here",
        "here: db 0x0F, 0xB9, 0xC0; next: | 6 | - | here",
        "here: db 0x0F, 0xFF, 0xC0; next: | 6 | - | here",
        "here: db 0xF0, 0x90; next: | 6 | - | here", // LOCK NOP
        "here: db 0xF0, 0x89, 0x03; next: | 6 | - | here", // LOCK MOV [rBX], EAX
        "here: db 0xF0, 0x01, 0xC0; next: | 6 | - | here", // LOCK ADD EAX, EAX
        "here: db 0xF0, 0x39, 0x03; next: | 6 | - | here", // LOCK CMP [rBX], EAX
        "here: db 0xF0, 0x0F, 0xA3, 0x03; next: | 6 | - | here", // LOCK BT [rBX], EAX
        "here: db 0x8E, 0xC8; next: | 6 | - | here", // MOV CS, AX
        "here: db 0x0F, 0x20, 0xC8; next: | 6 | - | here", // MOV EAX, CR1
        "mov eax, 0x60; here: mov ds, ax; next: | 11 | 0x60 | here",
        "mov eax, 0x60; here: mov fs, ax; next: | 11 | 0x60 | here",
        "mov eax, 0x3F8; here: mov es, ax; next: | 13 | 0x3F8 | here",
        "mov eax, 0x1FFF; here: mov es, ax; next: | 13 | 0x1FFC | here",
        "mov eax, 0x400; here: mov gs, ax; next: | 13 | 0x400 | here",
        "mov eax, 0x48; here: mov ds, ax; next: | 13 | 0x48 | here", // a TSS
        "mov eax, 0x68; here: mov ss, ax; next: | 13 | 0x68 | here",
        "here: int 0xFF; next: | 13 | 0x7FA | here", // beyond the table
      })
  void inEveryMode(String source, int vector, String error, String address) {
    for (int cpl : new int[] {0, 3}) {
      check(protectedMode(cpl, source), vector, error, address);
      check(longMode(cpl, source), vector, error, address);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "here: hlt; next: | 13 | 0 | here",
        "here: cli; next: | 13 | 0 | here",
        "here: sti; next: | 13 | 0 | here",
        "here: db 0x0F, 0x06; next: | 13 | 0 | here", // CLTS
        "here: db 0x0F, 0x20, 0xC0; next: | 13 | 0 | here", // MOV EAX, CR0
        "here: db 0x0F, 0x22, 0xD8; next: | 13 | 0 | here", // MOV CR3, EAX
        "here: db 0x0F, 0x21, 0xF8; next: | 13 | 0 | here", // MOV EAX, DR7
        "here: rdmsr; next: | 13 | 0 | here",
        "here: wrmsr; next: | 13 | 0 | here",
        "here: invd; next: | 13 | 0 | here",
        "here: wbinvd; next: | 13 | 0 | here",
        "here: db 0x0F, 0x01, 0x3B; next: | 13 | 0 | here", // INVLPG [rBX]
        "here: db 0x0F, 0x01, 0x13; next: | 13 | 0 | here", // LGDT [rBX]
        "here: db 0x0F, 0x00, 0xD0; next: | 13 | 0 | here", // LLDT AX
        "here: db 0x0F, 0x00, 0xD8; next: | 13 | 0 | here", // LTR AX
        "here: db 0x0F, 0x01, 0xF0; next: | 13 | 0 | here", // LMSW AX
        "mov edx, 0x80; here: in al, dx; next: | 13 | 0 | here",
        "here: out 0x80, al; next: | 13 | 0 | here",
        "here: int 0x41; next: | 13 | 0x20A | here", // a gate with DPL 0
        "mov eax, 0x10; here: mov ds, ax; next: | 13 | 0x10 | here",
        "mov eax, 0x10; here: mov ss, ax; next: | 13 | 0x10 | here",
        "here: clac; next: | 6 | - | here",
      })
  void atLevelThree(String source, int vector, String error, String address) {
    for (GuestProgram guest : new GuestProgram[] {protectedMode(3, source), longMode(3, source)}) {
      // No port is allowed.
      for (int i = 0; i < 0x2000; i += 8) {
        guest.memory.write(SystemGuest.TSS + 0x68 + i, 8, -1);
      }
      check(guest, vector, error, address);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov al, 0x7F; add al, 1; here: into; next: | 4 | - | next",
        "mov eax, 5; here: bound eax, [bounds]; next: | 5 | - | here",
        "mov eax, -3; here: bound eax, [bounds]; next: | 5 | - | here",
        "mov eax, 0x60; here: mov ss, ax; next: | 12 | 0x60 | here",
        "mov eax, 0; here: mov ss, ax; next: | 13 | 0 | here",
        "mov eax, 0x68; mov es, ax; here: mov [es:0], eax; next: | 13 | 0 | here",
        "mov eax, 0; mov es, ax; here: mov al, [es:0]; next: | 13 | 0 | here",
        "mov eax, 0x68; mov es, ax; here: mov eax, [es:0xFFD]; next: | 13 | 0 | here",
        "mov eax, 0x68; mov es, ax; here: mov al, [es:0x1000]; next: | 13 | 0 | here",
        "here: mov [cs:0x5000], eax; next: | 13 | 0 | here",
        "mov eax, 0x78; mov es, ax; here: mov al, [es:0xFFF]; next: | 13 | 0 | here",
        "here: jmp 0x80:0; next: | 11 | 0x80 | here",
        "here: jmp 0x70:0x1000; next: | 13 | 0 | here",
        "here: jmp 0:0; next: | 13 | 0 | here",
        "here: call 0x68:0; next: | 13 | 0x68 | here",
        "push eax; push 0x3F8; push here; here: iretd; next: | 13 | 0x3F8 | here",
        "push 0x68; push here; here: retf; next: | 13 | 0x68 | here",
      })
  void inProtectedMode(String source, int vector, String error, String address) {
    check(protectedMode(0, source), vector, error, address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov rax, 0x800000000000; here: mov rcx, [rax]; next: | 13 | 0 | here",
        "mov rax, 0x800000000000; here: mov [rax], rcx; next: | 13 | 0 | here",
        "mov rax, 0x7FFFFFFFFFF8; here: mov [rax+8], rcx; next: | 13 | 0 | here",
        "mov rbp, 0x800000000000; here: mov rcx, [rbp]; next: | 12 | 0 | here",
        "mov rbp, 0x800000000000; here: mov rcx, [ds:rbp+8]; next: | 12 | 0 | here",
        "mov rbp, 0x800000000000; here: mov rcx, [fs:rbp]; next: | 13 | 0 | here",
        "mov rbp, 0x800000000000; here: mov rcx, [rax+rbp]; next: | 13 | 0 | here",
        "mov rax, 0x800000000000; here: lock add [rax], ecx; next: | 13 | 0 | here",
        "mov rsi, 0x800000000000; here: lodsb; next: | 13 | 0 | here",
        "mov rdi, 0x800000000000; here: stosb; next: | 13 | 0 | here",
        "mov rax, 0x800000000000; here: movups xmm0, [rax]; next: | 13 | 0 | here",
        "mov rbp, 0x800000000000; here: fld qword [rbp]; next: | 12 | 0 | here",
        "mov eax, 8; here: movaps xmm0, [rax]; next: | 13 | 0 | here",
        "here: mov al, [0x7000000]; next: | 14 | 0 | here",
        "here: mov [0x7000000], al; next: | 14 | 2 | here",
        "here: inc dword [0x7000000]; next: | 14 | 2 | here",
        "here: cmp dword [0x7000000], 1; next: | 14 | 0 | here",
        "here: xchg [0x7000000], eax; next: | 14 | 2 | here",
        "xor eax, eax; here: lock cmpxchg [0x7000000], ecx; next: | 14 | 2 | here",
        "here: push qword [0x7000000]; next: | 14 | 0 | here",
        "here: call [0x7000000]; next: | 14 | 0 | here",
        "mov eax, 0x7000000; here: jmp rax; next: | 14 | 0 | 0x7000000",
        "mov eax, 0x60; here: mov ss, ax; next: | 12 | 0x60 | here",
        "push 0; push rsp; push 2; push 0x60; push here; here: iretq; next: | 11 | 0x60 | here",
        "db 0x06; next: | 6 | - | start",
        "db 0x0E; next: | 6 | - | start",
        "db 0x27; next: | 6 | - | start",
        "db 0x37; next: | 6 | - | start",
        "db 0x60; next: | 6 | - | start",
        "db 0x61; next: | 6 | - | start",
        "db 0x62, 0x00; next: | 6 | - | start",
        "db 0x82, 0xC0, 0x01; next: | 6 | - | start",
        "db 0x9A, 0, 0, 0, 0, 8, 0; next: | 6 | - | start",
        "db 0xC4, 0x03; next: | 6 | - | start",
        "db 0xCE; next: | 6 | - | start",
        "db 0xD4, 0x0A; next: | 6 | - | start",
        "db 0xD6; next: | 6 | - | start",
        "db 0xEA, 0, 0, 0, 0, 8, 0; next: | 6 | - | start",
      })
  void in64BitMode(String source, int vector, String error, String address) {
    check(longMode(0, "start: ;" + source), vector, error, address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "here: mov al, [0x7000000]; next: | 14 | 4 | here",
        "here: mov [0x7000000], al; next: | 14 | 6 | here",
        "mov eax, 0x7000000; here: jmp rax; next: | 14 | 4 | 0x7000000",
        "here: mov al, [0x200000]; next: | 14 | 5 | here",
        "here: mov [0x200000], al; next: | 14 | 7 | here",
        "here: adc byte [0x200000], 1; next: | 14 | 7 | here",
        "mov eax, 0x200000; here: call rax; next: | 14 | 5 | 0x200000",
        "pushfq; or dword [rsp], 0x40000; popfq; here: mov eax, [0x5001]; next: | 17 | 0 | here",
        "pushfq; or dword [rsp], 0x40000; popfq; here: mov [0x5002], eax; next: | 17 | 0 | here",
        "pushfq; or dword [rsp], 0x40000; popfq; here: push word [0x5001]; next: | 17 | 0 | here",
      })
  void in64BitModeAtLevelThree(String source, int vector, String error, String address) {
    GuestProgram guest = longMode(3, source);
    guest.cpu.cr0 |= Cr.CR0_AM;
    // The second 2 MiB are the supervisor's.
    guest.memory.write(SystemGuest.PAGE_TABLES + 0x2008, 8, 0x20_0083);
    check(guest, vector, error, address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 | fld1; next: | 7 | - | start", // TS
        "8 | fwait; next: | -1 | - | -", // TS without MP
        "0xA | fwait; next: | 7 | - | start", // TS and MP
        "4 | fld1; next: | 7 | - | start", // EM
        "4 | movups xmm0, xmm1; next: | 6 | - | start",
        "8 | movups xmm0, xmm1; next: | 7 | - | start",
        "8 | movq mm0, mm1; next: | 7 | - | start",
        "4 | movq mm0, mm1; next: | 6 | - | start",
        "0x20 | fninit; fldcw [control]; fld1; fldz; fdivp; here: fld1; next: | 16 | - | here",
        "0x20 | fninit; fldcw [control]; fld1; fldz; fdivp; here: fwait; next: | 16 | - | here",
        "0x20 | fninit; fldcw [control]; fld1; fldz; fdivp; fnstsw ax; here: fwait; next: | 16 | -"
            + " | here",
        "0 | ldmxcsr [status]; pxor xmm0, xmm0; here: divps xmm0, xmm0; next: | 19 | - | here",
      })
  void floatingPoint(String cr0, String source, int vector, String error, String address) {
    String program = "start: ; " + source + "; hlt; control: dw 0x340; align 4; status: dd 0x1F00";
    for (GuestProgram guest :
        new GuestProgram[] {protectedMode(0, program), longMode(0, program)}) {
      guest.cpu.cr0 |= Long.decode(cr0);
      check(guest, vector, error, address);
    }
  }

  @Test
  void simdExceptionWithoutSupportOfTheSystemIsInvalidOpcode() {
    String source =
        "ldmxcsr [status]; pxor xmm0, xmm0; here: divps xmm0, xmm0; next: hlt; align 4;"
            + " status: dd 0x1F00";
    GuestProgram guest = longMode(0, source);
    guest.cpu.cr4 &= ~Cr.CR4_OSXMMEXCPT;
    check(guest, 6, "-", "here");
  }

  private static String lines(String source) {
    return source.replace(";", "\n") + "\nnop\nhlt\nalign 8\nbounds: dd -2, 4\n";
  }

  private static GuestProgram protectedMode(int cpl, String source) {
    GuestProgram guest = GuestProgram.protectedMode(cpl, lines(source));
    guest.system.describe(NOT_PRESENT, 0, 0xF_FFFF, SystemGuest.DATA_32 & ~Segment.PRESENT);
    guest.system.describe(READ_ONLY, 0, 0xFFF, 0x4091);
    guest.system.describe(0x70, 0, 0xFFF, 0x409B);
    guest.system.describe(0x78, 0, 0xFFF, 0x4097);
    guest.system.describe(0x80, 0, 0xFFF, 0x401B);
    return prepared(guest);
  }

  private static GuestProgram longMode(int cpl, String source) {
    GuestProgram guest = GuestProgram.longMode(cpl, lines(source));
    // Levels 0 of data and code that are not present.
    int access = source.contains("iretq") ? SystemGuest.CODE_64 : SystemGuest.DATA_32;
    guest.system.describe(NOT_PRESENT, 0, 0xF_FFFF, access & ~Segment.PRESENT);
    guest.system.describe(READ_ONLY, 0, 0xFFF, 0x4091);
    return prepared(guest);
  }

  private static GuestProgram prepared(GuestProgram guest) {
    if (guest.cpu.cpl == 3) {
      // The descriptors of the tests are for any level.
      for (int selector = NOT_PRESENT; selector <= READ_ONLY; selector += 8) {
        long at = SystemGuest.GDT + selector + 5L;
        guest.memory.write(at, 1, guest.memory.read(at, 1) | 0x60);
      }
    }
    guest.handle(3, 3, "").handle(0x80, 3, "").handle(4, 3, "");
    int last = guest.cpu.isLongMode() ? 0xFF * 16 - 1 : 0xFF * 8 - 1;
    guest.cpu.idtr.limit = last;
    guest.cpu.cr0 |= Cr.CR0_NE;
    guest.cpu.cr4 |= Cr.CR4_OSFXSR | Cr.CR4_OSXMMEXCPT;
    guest.cpu.modeChanged();
    return guest;
  }

  private static void check(GuestProgram guest, int vector, String error, String address) {
    try (guest) {
      Cpu cpu = guest.cpu;
      int cpl = cpu.cpl;
      guest.run();
      assertEquals(vector, guest.vector(), "vector");
      if (vector < 0) {
        return;
      }
      int at = 0;
      if (!error.equals("-")) {
        assertEquals(Long.decode(error), word(guest, at++), "error code");
      }
      long expected = address.startsWith("0x") ? Long.decode(address) : guest.symbol(address);
      assertEquals(expected, word(guest, at), "return address");
      assertEquals(SystemGuest.code(cpl), word(guest, at + 1), "CS");
      boolean isFault = !address.equals("next");
      assertEquals(isFault ? Flags.RF : 0, word(guest, at + 2) & Flags.RF, "RF");
      if (cpl == 3 || cpu.isLongMode()) {
        assertEquals(SystemGuest.data(cpl), word(guest, at + 4), "SS");
      }
      assertEquals(0, cpu.cpl);
      assertEquals(SystemGuest.code(0), cpu.segments[Segment.CS].selector);
    }
  }

  private static long word(GuestProgram guest, int index) {
    return guest.cpu.isLongMode() ? guest.system.quad(index) : guest.system.word(index);
  }
}
