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

  /**
   * Waits for a byte from the serial port, which seeds a hot loop in 64-bit mode: arithmetic,
   * calls, stores, string instructions, code that is written anew. Sends a letter now and then,
   * halts.
   */
  public static final String HOT_LOOP =
      """
      .wait:  mov dx, 0x3FD
              in al, dx
              test al, 1
              jz .wait
              mov dx, 0x3F8
              in al, dx
              movzx ebx, al
              mov edi, 0x201000       ; page tables: the first GiB, in pages of 2 MiB
              mov dword [0x200000 - 0x1000], 0x200003
              mov dword [0x200000], 0x201003
              mov eax, 0x83
      .map:   mov [edi], eax
              add eax, 0x200000
              add edi, 8
              cmp edi, 0x202000
              jb .map
              mov eax, cr4
              or eax, 0x20
              mov cr4, eax
              mov eax, 0x200000 - 0x1000
              mov cr3, eax
              mov ecx, 0xC0000080
              rdmsr
              or eax, 0x100
              wrmsr
              mov eax, cr0
              or eax, 0x80000000
              mov cr0, eax
              lgdt [gdt_pointer]
              jmp 0x08:long_mode
      bits 64
      long_mode:
              mov r8d, 12             ; rounds
              mov r9, 6364136223846793005
              mov r10, 1442695040888963407
      .round: mov ecx, 20000
      .next:  imul rbx, r9
              add rbx, r10
              mov rax, rbx
              shr rax, 40
              and eax, 0xFFFF8
              call store
              dec ecx
              jnz .next
              mov esi, 0x300000
              mov edi, 0x500000
              mov ecx, 0x2000
              rep movsq
              add byte [patched + 3], 1
              mov al, bl
              and al, 15
              add al, 'A'
              mov dx, 0x3F8
              out dx, al
              dec r8d
              jnz .round
              cli
              hlt
      store:  xor [0x300000 + rax], rbx
      patched: add rbx, 1
              ret
      gdt:    dq 0, 0x00AF9B000000FFFF
      gdt_pointer: dw 15
              dq gdt
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
