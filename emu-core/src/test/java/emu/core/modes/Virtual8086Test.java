package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual-8086 mode: entry by IRETD, what is sensitive to IOPL, and the way out (SDM 3A 20.2). */
class Virtual8086Test {
  /** A monitor at level 0 that enters the program at {@code v86}, with {@code IOPL} in EFLAGS. */
  private static GuestProgram guest(int iopl, String source) {
    String monitor =
        """
        push 0x5000           ; GS
        push 0x4000           ; FS
        push 0x0500           ; DS
        push 0x0600           ; ES
        push 0x0100           ; SS
        push 0x0F00           ; ESP
        push 0x20002 + 0x%x   ; EFLAGS
        push 0x0B00           ; CS
        push v86 - 0xB000     ; EIP
        iretd
        bits 16
        v86:
        """
            .formatted(iopl << 12);
    GuestProgram guest =
        GuestProgram.protectedMode(0, monitor + source.replace(";", "\n") + "\nhlt\n");
    // Ports 0x80 to 0x87 are forbidden, 0xE9 is allowed.
    guest.memory.write(SystemGuest.TSS + 0x68 + 0x80 / 8, 1, 0xFF);
    return guest;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what it does with IOPL 0, and with IOPL 3; -1: goes on to HLT, which is #GP
        "here: cli; next: | 13 | hlt",
        "here: sti; next: | 13 | hlt",
        "here: pushf; next: | 13 | hlt",
        "here: popf; next: | 13 | hlt",
        "here: pushfd; next: | 13 | hlt",
        "here: int 0x44; next: | 13 | 68",
        "here: int 0x45; next: | 13 | 13", // the gate's DPL is 0
        "here: int3; next: | 3 | 3",
        "mov al, 0x7F; inc al; here: into; next: | 4 | 4",
        "push word 0; push word 0xB00; push word after-0xB000; here: iret; next: ; after: | 13 |"
            + " hlt",
        "here: hlt; next: | 13 | 13",
        "here: in al, 0x80; next: | 13 | 13",
        "here: out 0x87, al; next: | 13 | 13",
        "here: in ax, 0x7F; next: | 13 | 13",
        "here: in al, 0x88; next: | hlt | hlt",
        "here: mov eax, cr0; next: | 13 | 13",
        "here: db 0x0F, 0x06; next: | 13 | 13", // CLTS
        "here: db 0x0F, 0x01, 0x16, 0, 0; next: | 13 | 13", // LGDT
        "here: db 0x0F, 0x00, 0xC8; next: | 6 | 6", // STR AX
        "here: db 0x0F, 0x00, 0xD0; next: | 6 | 6", // LLDT AX
        "here: db 0x0F, 0x02, 0xC0; next: | 6 | 6", // LAR AX, AX
        "here: db 0x63, 0xC0; next: | 6 | 6", // ARPL AX, AX
        "here: ud2; next: | 6 | 6",
        "here: mov ax, [0xFFFF]; next: | 13 | 13",
        "mov bp, 0xFFFF; here: mov [bp], ax; next: | 12 | 12",
        "mov ebx, 0x10000; here: mov al, [ebx]; next: | 13 | 13",
        "xor cx, cx; here: div cx; next: | 0 | 0",
      })
  void sensitiveInstructions(String source, String withoutPrivilege, String withPrivilege) {
    check(0, source, withoutPrivilege);
    check(3, source, withPrivilege);
  }

  private static void check(int iopl, String source, String expected) {
    try (GuestProgram guest = guest(iopl, source + ";last:")) {
      guest.handle(0x44, 3, "").handle(3, 3, "").handle(4, 3, "");
      guest.run();
      boolean reachesHalt = expected.equals("hlt");
      int vector = reachesHalt ? Vector.GP : Integer.parseInt(expected);
      assertEquals(vector, guest.vector(), "IOPL " + iopl);
      boolean isTrap = vector == 3 || vector == 4 || vector == 0x44;
      String address = reachesHalt ? "last" : isTrap ? "next" : "here";
      int at = 0;
      if (vector == 12 || vector == 13) {
        long error = source.contains("int 0x45") && iopl == 3 ? 0x45 * 8 + 2 : 0;
        assertEquals(error, guest.system.word(at++));
      }
      assertEquals(guest.symbol(address) - 0xB000, guest.system.word(at));
      assertEquals(0x0B00, guest.system.word(at + 1));
      assertEquals(Flags.VM, guest.system.word(at + 2) & Flags.VM);
      assertEquals(iopl, guest.system.word(at + 2) >> 12 & 3);
      assertEquals(0x0100, guest.system.word(at + 4));
      assertEquals(0x0600, guest.system.word(at + 5));
      assertEquals(0x0500, guest.system.word(at + 6));
      assertEquals(0x4000, guest.system.word(at + 7));
      assertEquals(0x5000, guest.system.word(at + 8));
      Cpu cpu = guest.cpu;
      assertEquals(0, cpu.cpl);
      assertEquals(0, Flags.get(cpu) & (Flags.VM | Flags.IF | Flags.TF));
      for (int i : new int[] {Segment.ES, Segment.DS, Segment.FS, Segment.GS}) {
        assertEquals(0, cpu.segments[i].selector);
      }
      assertEquals(SystemGuest.data(0), cpu.segments[Segment.SS].selector);
      assertEquals(SystemGuest.stackOf(0) - 4 * (at + 9), cpu.r[Cpu.RSP]);
    }
  }

  @Test
  void monitorGoesOnWithTheProgram() {
    // The monitor skips CLI, counts it, and ends the program at HLT.
    String source =
        """
        mov ax, 1
        out 0xE9, ax
        cli
        mov al, 2
        out 0xE9, al
        cli
        mov ax, ds
        out 0xE9, ax
        mov [0x10], ax
        hlt
        bits 32
        monitor:
        add esp, 4
        push eax
        mov eax, [esp+8]
        shl eax, 4
        add eax, [esp+4]
        cmp byte [ss:eax], 0xFA
        jne stop
        mov al, 0xCC
        out 0xE9, al
        inc dword [esp+4]
        pop eax
        iretd
        stop: mov al, 0xEE
        out 0xE9, al
        """;
    try (GuestProgram guest = guest(0, source)) {
      guest.handle(Vector.GP, 0, "monitor");
      guest.run();
      assertEquals("1 cc 2 cc 500 ee", guest.log());
      assertEquals(0x0500, guest.memory.read(0x5010, 2));
    }
  }

  @Test
  void segmentsAreThoseOfThe8086() {
    String source =
        """
        mov byte [es:0x20], 7
        mov ax, 0x1234
        mov gs, ax
        mov byte [gs:0], 8
        call 0x0A00:there-0xA000
        hlt
        there: push ax
        pop bx
        retf
        """;
    try (GuestProgram guest = guest(3, source)) {
      guest.run();
      assertEquals(Vector.GP, guest.vector());
      assertEquals(7, guest.memory.read(0x6020, 1));
      assertEquals(8, guest.memory.read(0x1_2340, 1));
      assertEquals(0x1234, guest.cpu.r[Cpu.RBX] & 0xFFFF);
      assertEquals(0x0B00, guest.system.word(2));
      assertEquals(0x0F00, guest.system.word(4));
    }
  }

  @Test
  void interruptsFromOutsideLeaveTheMode() {
    try (GuestProgram guest = guest(3, "sti; again: inc cx; jmp again")) {
      guest.run(30);
      assertTrue(guest.cpu.isVirtual8086());
      guest.interrupt(0x50);
      guest.run();
      assertEquals(0x50, guest.vector());
      assertEquals(Flags.VM | Flags.IF, guest.system.word(2) & (Flags.VM | Flags.IF));
    }
  }

  @Test
  void flagsThatProgramsMayChange() {
    // With IOPL 3 IF may be changed, but neither IOPL nor VM.
    try (GuestProgram guest = guest(3, "push word 0; popf; pushf; pop ax; out 0xE9, ax")) {
      guest.run();
      assertEquals("3002", guest.log());
    }
    try (GuestProgram guest =
        guest(3, "push dword 0x40200; popfd; pushfd; pop eax; out 0xE9, eax")) {
      guest.run();
      assertEquals("43202", guest.log());
    }
  }

  @Test
  void codeSegmentEndsAtSixtyFourKibibytes() {
    try (GuestProgram guest = guest(0, "jmp 0x1000:0xFFFF")) {
      guest.memory.write(0x1_FFFF, 2 - 1, 0xB0);
      guest.run();
      assertEquals(Vector.GP, guest.vector());
      assertEquals(0xFFFF, guest.system.word(1));
      assertEquals(0x1000, guest.system.word(2));
    }
  }

  @Test
  void singleStep() {
    try (GuestProgram guest =
        guest(3, "pushf; pop ax; or ax, 0x100; push ax; popf; here: nop; there: nop")) {
      guest.run();
      assertEquals(Vector.DB, guest.vector());
      assertEquals(guest.symbol("there") - 0xB000, guest.system.word(0));
      assertEquals(Flags.VM | Flags.TF, guest.system.word(2) & (Flags.VM | Flags.TF));
    }
  }
}
