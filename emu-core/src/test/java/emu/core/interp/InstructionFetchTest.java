package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Segment;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where instructions may be fetched from, and how long they may be. */
class InstructionFetchTest {
  private static final int TABLE = 0xE000;
  private static final int DIRECTORY_ENTRY = SystemGuest.PAGE_TABLES + 0x2000 + 2 * 8;

  @Test
  void instructionWhoseSecondPageIsMissing() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, "mov eax, 1\nmov ebx, 0x400FFD\njmp rbx\n")) {
      guest.memory.write(DIRECTORY_ENTRY, 8, TABLE | 3);
      guest.memory.write(TABLE, 8, 0x6_0003);
      guest.memory.write(0x6_0FFD, 2, 0xC0FF); // inc eax
      guest.memory.write(0x6_0FFF, 1, 0xB9); // mov ecx, imm32
      guest.run();
      assertEquals(14, guest.vector());
      assertEquals(0, guest.system.quad(0));
      assertEquals(0x40_0FFF, guest.system.quad(1));
      assertEquals(0x40_1000, guest.cpu.cr2);
      assertEquals(2, guest.cpu.r[Cpu.RAX]);
    }
  }

  @Test
  void instructionThatEndsAtAPageNeedsNoOther() {
    try (GuestProgram guest = GuestProgram.longMode(0, "mov ebx, 0x400FFE\njmp rbx\n")) {
      guest.memory.write(DIRECTORY_ENTRY, 8, TABLE | 3);
      guest.memory.write(TABLE, 8, 0x6_0003);
      guest.memory.write(0x6_0FFE, 2, 0xF490); // nop, hlt
      guest.run();
      assertEquals(-1, guest.vector());
      assertEquals(0x40_1000, guest.cpu.rip);
    }
  }

  @Test
  void fetchOfADataPage() {
    try (GuestProgram guest = GuestProgram.longMode(0, "mov ebx, 0x400010\njmp rbx\n")) {
      guest.cpu.efer |= Cr.EFER_NXE;
      guest.memory.write(DIRECTORY_ENTRY, 8, TABLE | 3);
      guest.memory.write(TABLE, 8, 0x6_0003 | Long.MIN_VALUE);
      guest.run();
      assertEquals(14, guest.vector());
      assertEquals(0x11, guest.system.quad(0));
      assertEquals(0x40_0010, guest.system.quad(1));
      assertEquals(0x40_0010, guest.cpu.cr2);
    }
  }

  // SDM 2A 2.3.11: more than 15 bytes are #GP(0).
  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 20})
  void instructionsHaveAtMostFifteenBytes(int prefixes) {
    String source = "bytes: times %d db 0x26\nmov bl, 7\nhlt\n".formatted(prefixes);
    try (GuestProgram guest = GuestProgram.protectedMode(0, source)) {
      guest.run();
      assertEquals(prefixes + 2 <= 15 ? -1 : 13, guest.vector());
      assertEquals(prefixes + 2 <= 15 ? 7 : 0, guest.cpu.r[Cpu.RBX]);
      if (prefixes + 2 > 15) {
        assertEquals(0, guest.system.word(0));
        assertEquals(guest.symbol("bytes"), guest.system.word(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void codeRunsOffTheLimitOfItsSegment(int bytes) {
    // inc eax (1 byte), add ebx, 1 (3 bytes), mov ecx, imm32 (5 bytes), hlt
    String source =
        """
        jmp 0x60:start
        start: inc eax
        add ebx, 1
        mov ecx, 0x12345678
        hlt
        """;
    try (GuestProgram guest = GuestProgram.protectedMode(0, source)) {
      long start = guest.symbol("start");
      guest.system.describe(SystemGuest.FREE, 0, start + bytes - 1, 0x409B);
      guest.cpu.r[Cpu.RAX] = 0;
      guest.run();
      if (bytes == 0) {
        // The jump itself goes beyond the limit, so it faults.
        assertEquals(13, guest.vector());
        assertEquals(GuestProgram.ORIGIN, guest.system.word(1));
        return;
      }
      long faulting = start + (bytes < 4 ? 1 : bytes < 9 ? 4 : 9);
      assertEquals(13, guest.vector());
      assertEquals(0, guest.system.word(0));
      assertEquals(faulting, guest.system.word(1));
      assertEquals(1, guest.cpu.r[Cpu.RAX]);
      assertEquals(bytes < 4 ? 0 : 1, guest.cpu.r[Cpu.RBX]);
      assertEquals(bytes < 9 ? 0 : 0x1234_5678, guest.cpu.r[Cpu.RCX]);
    }
  }

  @Test
  void decodedCodeIsCheckedAgainstTheLimitOfEachSegment() {
    // The same bytes run whole by one segment, and only in part by another.
    String source =
        """
        call 0x60:code
        out 0xE9, eax
        call 0x68:code
        code: add eax, 1
        add eax, 1
        retf
        """;
    try (GuestProgram guest = GuestProgram.protectedMode(0, source)) {
      guest.system.describe(0x60, 0, 0xF_FFFF, SystemGuest.CODE_32);
      guest.system.describe(0x68, 0, guest.symbol("code") + 2, 0x409B);
      guest.run();
      assertEquals("2", guest.log());
      assertEquals(13, guest.vector());
      assertEquals(3, guest.cpu.r[Cpu.RAX]);
      assertEquals(guest.symbol("code") + 3, guest.system.word(1));
    }
  }

  @Test
  void sixteenBitCodeMayNotRunBeyondSixtyFourKibibytes() {
    try (GuestProgram guest = GuestProgram.real("jmp 0x1001:0xFFFE\n")) {
      guest.memory.write(0x1_0010 + 0xFFFE, 2, 0x9090);
      guest.memory.write(0x2_0010, 1, 0xF4);
      guest.run();
      assertEquals(13, guest.vector());
      // IP has 16 bits in the frame.
      assertEquals(0, guest.memory.read(0x7FFA, 2));
      assertEquals(0x1001, guest.memory.read(0x7FFC, 2));
    }
  }

  @Test
  void sixteenBitInstructionMayNotCrossTheLimit() {
    try (GuestProgram guest = GuestProgram.real("jmp 0x1001:0xFFFF\n")) {
      guest.memory.write(0x1_0010 + 0xFFFF, 2, 0x02B0); // mov al, 2
      guest.run();
      assertEquals(13, guest.vector());
      assertEquals(0xFFFF, guest.memory.read(0x7FFA, 2));
    }
  }

  @Test
  void nearJumpsWrapInSixteenBits() {
    try (GuestProgram guest = GuestProgram.real("jmp 0x1000:0xFFF0\n")) {
      guest.memory.write(0x1_FFF0, 2, 0x7EEB); // jmp short +0x7E: to 0x0070
      guest.memory.write(0x1_0070, 1, 0xF4);
      guest.run();
      assertEquals(0x71, guest.cpu.rip);
      assertEquals(0x1000, guest.cpu.segments[Segment.CS].selector);
    }
  }

  @Test
  void branchOutsideTheLimitFaultsAtTheBranch() {
    String source =
        """
        jmp 0x60:start
        start: mov eax, 5
        branch: jmp start + 0x2000
        """;
    try (GuestProgram guest = GuestProgram.protectedMode(0, source)) {
      guest.system.describe(SystemGuest.FREE, 0, 0xBFFF, 0x409B);
      guest.run();
      assertEquals(13, guest.vector());
      assertEquals(0, guest.system.word(0));
      assertEquals(guest.symbol("branch"), guest.system.word(1));
    }
  }

  @Test
  void branchToAnAddressThatIsNotCanonical() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, "mov rax, 0x800000000000\nbranch: jmp rax\n")) {
      guest.run();
      assertEquals(13, guest.vector());
      assertEquals(0, guest.system.quad(0));
      assertEquals(guest.symbol("branch"), guest.system.quad(1));
    }
  }

  @Test
  void runningOffTheLowerHalf() {
    try (GuestProgram guest = GuestProgram.longMode(0, "mov rax, 0x7FFFFFFFFFFF\njmp rax\n")) {
      // Four levels that lead to one page with a NOP at its end.
      guest.memory.write(SystemGuest.PAGE_TABLES + 255 * 8, 8, TABLE | 3);
      guest.memory.write(TABLE + 511 * 8, 8, 0xF003);
      guest.memory.write(0xF000 + 511 * 8, 8, 0x83);
      guest.memory.write(0x1F_FFFF, 1, 0x90);
      guest.run();
      assertEquals(13, guest.vector());
      assertEquals(0x8000_0000_0000L, guest.system.quad(1));
    }
  }
}
