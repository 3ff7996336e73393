package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Vector;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single-stepping and debug registers on the engine (SDM 3B 17.2 and 17.3). */
class DebuggingTest {
  /**
   * A handler of #DB that logs where it was raised, relative to {@code code}, and the low bits of
   * DR6 with BS in bit 4, and clears DR6.
   */
  private static final String HANDLER =
      """
      trap:
      push rax
      push rbx
      mov rax, [rsp+16]
      lea rbx, [rel code]
      sub rax, rbx
      mov rbx, dr6
      shl ebx, 8
      or eax, ebx
      shr ebx, 10
      and ebx, 0x1000
      and eax, 0xFFF
      or eax, ebx
      out 0xE9, ax
      xor eax, eax
      mov dr6, rax
      pop rbx
      pop rax
      iretq
      """;

  private static GuestProgram guest(String source) {
    return GuestProgram.longMode(0, source + HANDLER).handle(Vector.DB, 0, "trap");
  }

  @Test
  void everyInstructionTrapsButTheOneThatSetsTheFlag() {
    try (GuestProgram guest =
        guest(
            """
            pushfq
            or dword [rsp], 0x100
            code: popfq
            nop
            mov eax, 1
            jmp next
            nop
            next: pushfq
            and dword [rsp], ~0x100
            popfq
            nop
            hlt
            """)) {
      // POPF that clears the flag traps as well: the flag was set when it began.
      assertEquals("1002 1007 100a 100b 1012 1013", guest.run().log());
      assertEquals(0, Flags.get(guest.cpu) & Flags.TF);
    }
  }

  @Test
  void repeatedStringInstructionTrapsAfterEachIteration() {
    try (GuestProgram guest =
        guest(
            """
            lea rdi, [rel data]
            lea rsi, [rel data+32]
            mov ecx, 12
            pushfq
            or dword [rsp], 0x100
            popfq
            code: rep movsb
            pushfq
            and dword [rsp], ~0x100
            popfq
            hlt
            data: times 64 db 0x90
            """)) {
      guest.run();
      assertEquals(
          "1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1002 1003 100a 100b",
          guest.log());
      assertEquals(0, guest.cpu.r[Cpu.RCX]);
    }
  }

  @Test
  void loadOfTheStackSegmentHoldsTheTrapBack() {
    try (GuestProgram guest =
        guest(
            """
            mov bx, ss
            pushfq
            or dword [rsp], 0x100
            popfq
            code: mov ss, bx
            nop
            nop
            pushfq
            and dword [rsp], ~0x100
            popfq
            hlt
            """)) {
      assertEquals("1003 1004 1005 100c 100d", guest.run().log());
    }
  }

  @Test
  void softwareInterruptIsNotStepped() {
    try (GuestProgram guest =
        guest(
            """
            pushfq
            or dword [rsp], 0x100
            popfq
            code: int 0x40
            nop
            pushfq
            and dword [rsp], ~0x100
            popfq
            hlt
            service: nop
            iretq
            """)) {
      guest.handle(0x40, 0, "service");
      // Nothing traps in the service; after its IRET the flag is set again, and NOP traps.
      assertEquals("1003 1004 100b 100c", guest.run().log());
    }
  }

  /** Sets RF in the image and goes on with the handler above. */
  private static final String RESUMING =
      """
      resume: or dword [rsp+16], 0x10000
      jmp trap
      """;

  @Test
  void resumeFlagLetsTheInstructionRunOnce() {
    try (GuestProgram guest =
        guest(
            """
            lea rax, [rel code]
            mov dr0, rax
            lea rax, [rel second]
            mov dr3, rax
            mov eax, 0x82
            mov dr7, rax
            xor ecx, ecx
            code: inc ecx
            nop
            second: inc ecx
            cmp ecx, 6
            jb code
            xor eax, eax
            mov dr7, rax
            hlt
            """
                + RESUMING)) {
      guest.handle(Vector.DB, 0, "resume");
      assertEquals("100 803 100 803 100 803", guest.run().log());
      assertEquals(6, guest.cpu.r[Cpu.RCX]);
    }
  }

  @Test
  void repeatedInstructionBreaksOnce() {
    try (GuestProgram guest =
        guest(
            """
            lea rax, [rel code]
            mov dr1, rax
            mov eax, 4
            mov dr7, rax
            mov edi, 0x50000
            mov ecx, 10000
            code: rep stosb
            xor eax, eax
            mov dr7, rax
            hlt
            """
                + RESUMING)) {
      guest.handle(Vector.DB, 0, "resume");
      assertEquals("200", guest.run().log());
      assertEquals(0x5_0000 + 10000, guest.cpu.r[Cpu.RDI]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // type and length of DR7, what is done, whether it hits
        "0x1 | mov [rbx+4], al | true",
        "0x1 | mov al, [rbx+4] | false",
        "0x3 | mov al, [rbx+4] | true",
        "0x3 | mov [rbx+4], al | true",
        "0x1 | mov [rbx+3], al | false",
        "0x1 | mov [rbx+3], ax | true",
        "0x1 | mov [rbx], rax | true",
        "0x1 | mov [rbx+5], eax | false",
        "0xD | mov [rbx+7], al | true",
        "0xD | mov [rbx+8], al | false",
        "0xD | mov [rbx], eax | false",
        "0x9 | mov [rbx+7], al | true",
        "0x9 | mov [rbx], al | true",
        "0x5 | mov [rbx+5], al | true",
        "0x5 | mov [rbx+6], al | false",
        "0x3 | add byte [rbx+4], 1 | true",
        "0x1 | add byte [rbx+4], 1 | true",
        "0x1 | xchg [rbx+4], al | true",
        "0x3 | push qword [rbx] | true",
        "0x3 | cmp al, [rbx+4] | true",
        "0x3 | nop dword [rbx+4] | false",
        "0x3 | lea rax, [rbx+4] | false",
        "0x3 | prefetcht0 [rbx+4] | false",
      })
  void dataBreakpoint(String control, String instruction, boolean hits) {
    try (GuestProgram guest =
        guest(
            """
            mov ebx, 0x50000
            lea rax, [rbx+4]
            mov dr2, rax
            mov eax, (%s << 24) | 0x20
            mov dr7, rax
            code: %s
            nop
            after: xor eax, eax
            mov dr7, rax
            hlt
            """
                .formatted(control, instruction))) {
      guest.run();
      long next = guest.symbol("after") - 1 - guest.symbol("code");
      assertEquals(hits ? Long.toHexString(0x400 | next) : "", guest.log());
    }
  }

  @Test
  void dataBreakpointInARepeatedInstructionTrapsAfterItsIteration() {
    try (GuestProgram guest =
        guest(
            """
            mov eax, 0x50010
            mov dr0, rax
            mov eax, 0x10002
            mov dr7, rax
            mov edi, 0x50000
            mov ecx, 64
            code: rep stosb
            xor eax, eax
            mov dr7, rax
            hlt
            stop: hlt
            """)) {
      guest.handle(Vector.DB, 0, "stop");
      guest.run();
      assertEquals(64 - 17, guest.cpu.r[Cpu.RCX]);
      assertEquals(0x5_0011, guest.cpu.r[Cpu.RDI]);
      assertEquals(guest.symbol("code"), guest.system.quad(0));
    }
  }

  @Test
  void portBreakpoint() {
    try (GuestProgram guest =
        guest(
            """
            mov rax, cr4
            or eax, 8
            mov cr4, rax
            mov eax, 0x40
            mov dr1, rax
            mov eax, 0x200008
            mov dr7, rax
            code: in al, 0x40
            out 0x41, al
            out 0x3F, ax
            hlt
            """)) {
      assertEquals("202 207", guest.run().log());
    }
  }

  @Test
  void accessToDebugRegistersUnderGeneralDetect() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov eax, 0x2400
            mov dr7, rax
            nop
            code: mov rbx, dr0
            """)) {
      guest.run();
      assertEquals(Vector.DB, guest.vector());
      assertEquals(guest.symbol("code"), guest.system.quad(0));
      assertEquals(0x2000, guest.cpu.dr[6] & 0xE00F);
      assertEquals(0x400, guest.cpu.dr[7]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mov rax, [0x7000000]", "mov dword [0x7000000], 1", "ud2", "div ecx"})
  void faultingInstructionIsNotStepped(String instruction) {
    String source =
        """
        xor ecx, ecx
        pushfq
        or dword [rsp], 0x100
        popfq
        code: %s
        """
            .formatted(instruction);
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.run();
      assertEquals(false, guest.vector() == Vector.DB);
      int words = guest.vector() == Vector.PF ? 1 : 0;
      assertEquals(guest.symbol("code"), guest.system.quad(words));
      // The fault's image has TF and RF set.
      assertEquals(0x1_0100, guest.system.quad(words + 2) & 0x1_0100);
      assertEquals(0, Flags.get(guest.cpu) & Flags.TF);
    }
  }

  @Test
  void haltIsStepped() {
    try (GuestProgram guest =
        guest(
            """
            pushfq
            or dword [rsp], 0x100
            popfq
            code: hlt
            pushfq
            and dword [rsp], ~0x100
            popfq
            hlt
            """)) {
      assertEquals("1001 1002 1009 100a", guest.run().log());
    }
  }

  @Test
  void steppingThroughASystemCallThatMasksTheFlag() {
    String source =
        """
        push 0x102
        popfq
        code: syscall
        entry: nop
        hlt
        """;
    try (GuestProgram guest = GuestProgram.longMode(0, source)) {
      guest.cpu.efer |= Cr.EFER_SCE;
      guest.cpu.msrs.star = (long) SystemGuest.code(0) << 32;
      guest.cpu.msrs.lstar = guest.symbol("entry");
      guest.cpu.msrs.fmask = Flags.TF;
      guest.run();
      assertEquals(-1, guest.vector());
    }
  }
}
