package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.core.interp.Interpreter;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A firmware image at the reset vector. */
class FirmwareImageTest {
  private static final int IMAGE = 128 << 10;
  private static final int F_SEGMENT = 64 << 10;

  /** From E0000h on, in real mode. */
  private static final String CODE =
      "BA1005 31C0 EF" // mov dx, 510h; xor ax, ax; out dx, ax: the signature
          + "42 B90400" // inc dx; mov cx, 4
          + "EC E6E9 E2FB" // again: in al, dx; out 0E9h, al; loop again
          + "B800F0 8ED8" // mov ax, 0F000h; mov ds, ax
          + "C606008055 A00080 E6E9" // mov byte [8000h], 55h; mov al, [8000h]; out 0E9h, al
          + "66B858000080 BAF80C 66EF" // mov eax, 80000058h; mov dx, 0CF8h; out dx, eax
          + "BAFD0C B030 EE" // mov dx, 0CFDh; mov al, 30h; out dx, al: RAM at F0000h
          + "C606008077 A00080 E6E9" // mov byte [8000h], 77h; mov al, [8000h]; out 0E9h, al
          + "F4"; // hlt

  @Test
  void startsAtTheResetVectorAndShadowsItself() throws BootException {
    byte[] image = new byte[IMAGE];
    byte[] code = HexFormat.of().parseHex(CODE.replace(" ", ""));
    System.arraycopy(code, 0, image, 0, code.length);
    byte[] jump = HexFormat.of().parseHex("EA000000E0"); // jmp 0E000h:0
    System.arraycopy(jump, 0, image, IMAGE - 16, jump.length);
    image[F_SEGMENT + 0x8000] = 'R';
    StringBuilder told = new StringBuilder();
    BoardConfig config =
        BoardConfig.deterministic(4 << 20, value -> {})
            .withDebugConsole(value -> told.append((char) value))
            .withFirmware(new FirmwareChoice.Image(image));
    try (Machine machine = new Machine(config, Interpreter::new)) {
      assertEquals(Kind.HALTED, machine.run(new RunLimits(1000, null)).kind());
    }
    assertEquals("QEMURw", told.toString());
  }

  @Test
  void imagesOfOtherSizesAreRefused() {
    for (int size : new int[] {0, 1000, 65_537, (16 << 20) + 65_536}) {
      assertThrows(IllegalArgumentException.class, () -> new FirmwareChoice.Image(new byte[size]));
    }
  }
}
