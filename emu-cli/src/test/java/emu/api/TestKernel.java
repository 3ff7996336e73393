package emu.api;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kernels of a few lines. */
public final class TestKernel {
  /** Sends a line, and ends the machine by writing 10h to the debug-exit port. */
  public static final String HELLO =
      """
              mov esi, text
              call send
              mov al, 0x10
              out 0xF4, al
              hlt
      text:   db "Hello from the kernel", 10, 0
      """;

  /** Switches the machine off by ACPI: SLP_EN of type 0 in the power management's PM1 control. */
  public static final String POWER_OFF =
      """
              mov dx, 0x604
              mov ax, 0x2000
              out dx, ax
              hlt
      """;

  /** Answers each byte that it gets with the next one; ends at a q. */
  public static final String ECHO =
      """
      .poll:  mov dx, 0x3FD
              in al, dx
              test al, 1
              jz .poll
              mov dx, 0x3F8
              in al, dx
              cmp al, 'q'
              je .quit
              inc al
              out dx, al
              jmp .poll
      .quit:  xor eax, eax
              out 0xF4, al
              hlt
      """;

  /** Halts with interrupts off. */
  public static final String HALT = "cli\nhlt\n";

  /** Runs for ever. */
  public static final String SPIN =
      """
      .spin:  inc eax
              jmp .spin
      """;

  /** Faults without a handler for it, nor one for that. */
  public static final String TRIPLE_FAULT =
      """
              mov esi, text
              call send
              lidt [none]
              ud2
      none:   dw 0
              dd 0
      text:   db "about to fault", 10, 0
      """;

  private static final String START =
      """
      org 0x100000
      bits 32
      start:
              mov esp, 0x90000
              jmp main
      send:   mov dx, 0x3F8
      .next:  lodsb
              test al, al
              jz .done
              out dx, al
              jmp .next
      .done:  ret
      main:
      """;

  private TestKernel() {}

  /**
   * Writes a kernel that is entered by PVH.
   *
   * @param body what it does, in 32-bit protected mode with a stack; {@code send} sends the text at
   *     ESI
   */
  public static Path write(Path file, String body) throws IOException {
    Assembly assembly = Assembler.assemble(START + body);
    return Files.write(file, PvhElf.of(assembly, assembly.symbol("start")));
  }
}
