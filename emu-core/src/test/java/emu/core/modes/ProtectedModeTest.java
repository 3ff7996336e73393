package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 32-bit protected mode by programs: gates, levels, tasks, segments, paging (SDM 3A 5, 6, 7). */
class ProtectedModeTest {
  private static final int GATE = 0x60;
  private static final int OTHER_TASK = 0x68;
  private static final int TASK_GATE = 0x70;
  private static final int OTHER_TSS = 0x9000;

  private static String lines(String source) {
    return source.replace(";", "\n") + "\nhlt\n";
  }

  @Test
  void callGateCopiesParametersToTheInnerStack() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            3,
            """
            push 0x11111111
            push 0x22222222
            call 0x63:0
            after: mov eax, esp
            out 0xE9, eax
            mov ax, cs
            out 0xE9, ax
            jmp $
            inner: mov eax, [esp+8]
            out 0xE9, eax
            mov eax, [esp+12]
            out 0xE9, eax
            mov eax, [esp]
            out 0xE9, eax
            mov eax, [esp+4]
            out 0xE9, eax
            mov eax, [esp+16]
            out 0xE9, eax
            mov eax, [esp+20]
            out 0xE9, eax
            mov eax, esp
            out 0xE9, eax
            mov ax, cs
            out 0xE9, ax
            mov ax, ss
            out 0xE9, ax
            retf 8
            """)) {
      guest.system.describeGate(GATE, SystemGuest.code(0), guest.symbol("inner"), 0xEC, 2);
      guest.run(60);
      String after = Long.toHexString(guest.symbol("after"));
      assertEquals("22222222 11111111 " + after + " 3b 2fff8 43 1ffe8 8 10 30000 3b", guest.log());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call 0x60:0 | 2 | 13 | 0x60", // the gate's DPL
        "call 0x60:0 | 3 | 8000 |", // through
        "jmp 0x60:0 | 3 | 13 | 8", // a jump cannot raise the privilege
        "call 0x08:0 | 3 | 13 | 8", // nor a direct call
        "int 0x48 | 3 | 13 | 0x242",
      })
  void privilegeOfGates(String source, int gateDpl, int vector, String error) {
    try (GuestProgram guest =
        GuestProgram.protectedMode(3, lines("here: " + source + "; nop") + "inner: hlt\n")) {
      guest.system.describeGate(
          GATE, SystemGuest.code(0), guest.symbol("inner"), 0x8C | gateDpl << 5, 0);
      guest.run();
      if (error == null) {
        assertEquals(guest.symbol("inner") + 1, guest.cpu.rip);
        return;
      }
      assertEquals(vector, guest.vector());
      assertEquals(Long.decode(error), guest.system.word(0));
      assertEquals(guest.symbol("here"), guest.system.word(1));
    }
  }

  @Test
  void conformingCodeRunsAtTheCallersLevel() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            3,
            """
            call 0x60:code
            mov ax, cs
            out 0xE9, ax
            jmp $
            code: mov ax, cs
            out 0xE9, ax
            retf
            """)) {
      guest.system.describe(GATE, 0, 0xF_FFFF, 0xC09F);
      guest.run(40);
      assertEquals("63 3b", guest.log());
    }
  }

  @Test
  void softwareInterruptFromLevelThreeAndReturn() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            3,
            """
            mov ebx, 0x1234
            int 0x80
            after: mov ax, cs
            out 0xE9, ax
            mov eax, esp
            out 0xE9, eax
            jmp $
            service: mov ax, cs
            out 0xE9, ax
            mov eax, esp
            out 0xE9, eax
            mov eax, [esp+12]
            out 0xE9, eax
            mov ax, ds
            out 0xE9, ax
            iretd
            """)) {
      guest.handle(0x80, 3, "service");
      guest.run(40);
      assertEquals("8 1ffec 30000 43 3b 30000", guest.log());
      assertEquals(3, guest.cpu.cpl);
    }
  }

  @Test
  void returnToOuterLevelDropsSegmentsOfTheInner() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            0,
            """
            mov ax, 0x10
            mov es, ax
            mov fs, ax
            mov ax, 0x43
            mov ds, ax
            push 0x43
            push 0x31000
            push 0x3B
            push user
            retf
            user: mov ax, es
            out 0xE9, ax
            mov ax, fs
            out 0xE9, ax
            mov ax, ds
            out 0xE9, ax
            mov al, [ds:0x5000]
            here: mov al, [es:0x5000]
            """)) {
      guest.run();
      assertEquals("0 0 43", guest.log());
      assertEquals(Vector.GP, guest.vector());
      assertEquals(guest.symbol("here"), guest.system.word(1));
    }
  }

  /** The other task starts at {@code task} with a stack of its own. */
  private static GuestProgram withTask(String source) {
    GuestProgram guest = GuestProgram.protectedMode(0, source);
    guest.system.describe(OTHER_TASK, OTHER_TSS, 0x67, 0x89);
    guest.system.describeGate(TASK_GATE, OTHER_TASK, 0, 0x85, 0);
    long[] fields = {0x20, guest.symbol("task"), 0x24, 2, 0x38, 0x2_F000};
    for (int i = 0; i < fields.length; i += 2) {
      guest.memory.write(OTHER_TSS + fields[i], 4, fields[i + 1]);
    }
    for (int i = 0; i < 6; i++) {
      int selector = i == Segment.CS ? SystemGuest.code(0) : SystemGuest.data(0);
      guest.memory.write(OTHER_TSS + 0x48 + 4L * i, 4, selector);
    }
    return guest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x68", "0x70"})
  void taskSwitchByCallAndReturn(String selector) {
    String source =
        """
        mov ebx, 0x1111
        call %s:0
        mov eax, ebx
        out 0xE9, eax
        str ax
        out 0xE9, ax
        call %s:0
        mov eax, ebx
        out 0xE9, eax
        hlt
        task: mov ebx, 0x2222
        again: str ax
        out 0xE9, ax
        pushfd
        pop eax
        and eax, 0x4000
        out 0xE9, eax
        mov eax, ebx
        out 0xE9, eax
        iretd
        inc ebx
        jmp again
        """
            .formatted(selector, selector);
    try (GuestProgram guest = withTask(source)) {
      guest.run();
      assertEquals("68 4000 2222 1111 48 68 4000 2223 1111", guest.log());
      // Not busy any more; the first task is.
      assertEquals(0x89, guest.memory.read(SystemGuest.GDT + OTHER_TASK + 5, 1));
      assertEquals(0x8B, guest.memory.read(SystemGuest.GDT + SystemGuest.TSS_SELECTOR + 5, 1));
      assertEquals(Cr.CR0_TS, guest.cpu.cr0 & Cr.CR0_TS);
    }
  }

  @Test
  void taskSwitchByJumpsThereAndBack() {
    String source =
        """
        mov ebx, 0x1111
        jmp 0x68:0
        mov eax, ebx
        out 0xE9, eax
        str ax
        out 0xE9, ax
        hlt
        task: str ax
        out 0xE9, ax
        mov ebx, 5
        jmp 0x48:0
        """;
    try (GuestProgram guest = withTask(source)) {
      assertEquals("68 1111 48", guest.run().log());
    }
  }

  @Test
  void exceptionThroughATaskGate() {
    String source =
        """
        mov ebx, 0x1111
        here: mov ax, [gs:0xFFFFFFFF]
        resumed: hlt
        task: pop eax
        out 0xE9, eax
        mov eax, [0x4020]
        out 0xE9, eax
        mov dword [0x4020], resumed
        iretd
        """;
    try (GuestProgram guest = withTask(source)) {
      guest.system.interruptGate(Vector.GP, OTHER_TASK, 0, 0x85);
      guest.run();
      assertEquals("0 " + Long.toHexString(guest.symbol("here")), guest.log());
      assertEquals(guest.symbol("resumed") + 1, guest.cpu.rip);
    }
  }

  @Test
  void taskWithTrapBitTrapsBeforeItsFirstInstruction() {
    try (GuestProgram guest = withTask("jmp 0x68:0\ntask: nop\nhlt\n")) {
      guest.memory.write(OTHER_TSS + 0x64, 2, 1);
      guest.run();
      assertEquals(Vector.DB, guest.vector());
      assertEquals(guest.symbol("task"), guest.system.word(0));
      assertEquals(0x8000, guest.cpu.dr[6] & 0xE00F);
    }
  }

  @Test
  void doubleFaultAndTripleFault() {
    try (GuestProgram guest = GuestProgram.protectedMode(0, "here: int 0x30\n")) {
      // The gate leads nowhere: #GP, whose gate is not present: #NP, contributory after #GP.
      guest.system.interruptGate(0x30, 0x3F8, 0, 0x8E);
      guest.system.interruptGate(Vector.GP, SystemGuest.code(0), 0, 0x0E);
      guest.run();
      assertEquals(Vector.DF, guest.vector());
      assertEquals(0, guest.system.word(0));
      assertEquals(guest.symbol("here"), guest.system.word(1));
    }
    try (GuestProgram guest = GuestProgram.protectedMode(0, "ud2\n")) {
      guest.system.interruptGate(Vector.UD, SystemGuest.code(0), 0, 0x0E);
      guest.system.interruptGate(Vector.NP, SystemGuest.code(0), 0, 0x0E);
      guest.system.interruptGate(Vector.DF, SystemGuest.code(0), 0, 0x0E);
      guest.run();
      assertTrue(guest.cpu.shutdown);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x0FFC | mov eax, [es:0x0FFC] | 13", // expand-down: above the limit only
        "0x0FFB | mov eax, [es:0x0FFC] | -1",
        "0x0FFB | mov eax, [es:0x0FFB] | 13",
        "0x0FFF | mov eax, [es:0xFFFFFFFC] | -1",
        "0x0FFF | mov eax, [es:0xFFFFFFFD] | 13",
      })
  void expandDownSegments(String limit, String instruction, int vector) {
    try (GuestProgram guest =
        GuestProgram.protectedMode(0, lines("mov ax, 0x60; mov es, ax;" + instruction))) {
      guest.system.describe(GATE, 0x10_0000, Long.decode(limit), 0x4097);
      guest.run();
      assertEquals(vector, guest.vector());
    }
  }

  @Test
  void portsByIoPrivilegeAndMap() {
    for (int iopl = 0; iopl < 4; iopl++) {
      for (String port : new String[] {"0x80", "0x88"}) {
        try (GuestProgram guest =
            GuestProgram.protectedMode(3, "here: in al, " + port + "\nud2\n")) {
          guest.memory.write(SystemGuest.TSS + 0x68 + 0x80 / 8, 1, 0x01);
          guest.cpu.systemFlags |= iopl << 12;
          guest.run();
          boolean allowed = iopl == 3 || port.equals("0x88");
          assertEquals(allowed ? Vector.UD : Vector.GP, guest.vector());
        }
      }
    }
  }

  @Test
  void stringInstructionsUseSixteenBitAddressesWhenToldSo() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            0,
            """
            mov esi, 0x12345000
            mov edi, 0x43215100
            mov ecx, 0x00070003
            a16 rep movsb
            mov eax, esi
            out 0xE9, eax
            mov eax, edi
            out 0xE9, eax
            mov eax, ecx
            out 0xE9, eax
            hlt
            """)) {
      guest.memory.write(0x5000, 4, 0x44332211);
      assertEquals("12345003 43215103 70000", guest.run().log());
      assertEquals(0x33_2211, guest.memory.read(0x5100, 4));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pagingIsTurnedOnAndOff(boolean pae) {
    String source =
        pae
            ? """
            mov eax, cr4
            or al, 0x20
            mov cr4, eax
            mov eax, 0x20000
            mov cr3, eax
            """
            : """
            mov eax, cr4
            or al, 0x10
            mov cr4, eax
            mov eax, 0x20000
            mov cr3, eax
            """;
    String rest =
        """
        mov eax, cr0
        or eax, 0x80000000
        mov cr0, eax
        jmp on
        on: mov eax, [0x40005000]
        out 0xE9, eax
        mov dword [0x40005004], 0x99
        mov eax, cr0
        and eax, 0x7FFFFFFF
        mov cr0, eax
        jmp off
        off: mov eax, [0x5004]
        out 0xE9, eax
        mov eax, cr0
        or eax, 0x80000000
        mov cr0, eax
        mov eax, [0x80005004]
        """;
    try (GuestProgram guest = GuestProgram.protectedMode(0, source + rest)) {
      if (pae) {
        guest.memory.write(0x2_0000, 8, 0x2_1001);
        guest.memory.write(0x2_0008, 8, 0x2_1001);
        guest.memory.write(0x2_0010, 8, 0);
        guest.memory.write(0x2_1000, 8, 0x83);
      } else {
        guest.memory.write(0x2_0000, 4, 0x83);
        guest.memory.write(0x2_0000 + 0x100 * 4, 4, 0x83);
      }
      guest.memory.write(0x5000, 4, 0x77);
      guest.run();
      assertEquals("77 99", guest.log());
      assertEquals(Vector.PF, guest.vector());
      assertEquals(0x8000_5004L, guest.cpu.cr2);
      assertEquals(0, guest.system.word(0));
    }
  }

  @Test
  void segmentBasesWrapAtFourGibibytes() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            0,
            """
            mov ax, 0x60
            mov es, ax
            mov eax, [es:0x6000]
            out 0xE9, eax
            mov dword [es:0xFFE], 0x44332211
            jmp 0x68:there+0x1000
            there: call next
            next: pop eax
            sub eax, next
            out 0xE9, eax
            hlt
            """)) {
      guest.system.describe(0x60, 0xFFFF_F000L, 0xF_FFFF, SystemGuest.DATA_32);
      guest.system.describe(0x68, 0xFFFF_F000L, 0xF_FFFF, SystemGuest.CODE_32);
      guest.memory.write(0x5000, 4, 0x77);
      guest.run();
      assertEquals("77 1000", guest.log());
      // There is no memory below 4 GiB, but at 0.
      assertEquals(0x4433, guest.memory.read(0, 2));
    }
  }

  @Test
  void sysenterAndSysexit() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            0,
            """
            mov edx, user
            mov ecx, 0x31000
            sysexit
            user: mov ax, cs
            out 0xE9, ax
            mov ax, ss
            out 0xE9, ax
            sysenter
            entry: mov ax, cs
            out 0xE9, ax
            mov eax, esp
            out 0xE9, eax
            hlt
            """)) {
      guest.cpu.msrs.sysenterCs = 8;
      guest.cpu.msrs.sysenterEsp = 0x2_8000;
      guest.cpu.msrs.sysenterEip = guest.symbol("entry");
      guest.run();
      assertEquals("1b 23 8 28000", guest.log());
      assertEquals(0, Flags.get(guest.cpu) & Flags.IF);
      assertEquals(0x2_8000, guest.cpu.r[Cpu.RSP]);
    }
  }
}
