package emu.jit.programs;

import java.util.List;
import java.util.function.Supplier;

/** Text of programs that write to their own code. */
final class ChangingCode {
  /** Ways to write to [RDI], all but the first few of less than four bytes, or more. */
  static final List<String> WRITES =
      List.of(
          "mov [rdi], ecx",
          "mov esi, ecx; xchg [rdi], esi",
          "mov esi, ecx; sub esi, [rdi]; lock add [rdi], esi",
          "mov esi, ecx; sub esi, [rdi]; lock xadd [rdi], esi",
          "mov eax, [rdi]; mov esi, ecx; lock cmpxchg [rdi], esi",
          "mov eax, [rdi]; mov edx, [rdi+4]; mov ebx, ecx; mov r8d, ecx; mov ecx, edx; xchg ebx,"
              + " ebx; cmpxchg8b [rdi]; mov ecx, r8d",
          "movd xmm1, ecx; movd [rdi], xmm1",
          "movd xmm1, ecx; movss [rdi], xmm1",
          "movq xmm1, [rdi]; movd xmm2, ecx; movss xmm1, xmm2; movq [rdi], xmm1",
          "movdqu xmm1, [rdi]; pinsrd xmm1, ecx, 0; movdqu [rdi], xmm1",
          "movdqu xmm1, [rdi-12]; pinsrd xmm1, ecx, 3; movups [rdi-12], xmm1",
          "movnti [rdi], ecx",
          "mov eax, ecx; stosd",
          "mov [r14+8], ecx; lea rsi, [r14+8]; movsd",
          "mov eax, ecx; mov r8, rcx; mov ecx, 1; rep stosd; mov rcx, r8",
          "mov r8d, [rdi+4]; shl r8, 32; or r8, rcx; push r8; pop qword [rdi]",
          "mov r8d, [rdi]; xor r8d, ecx; mov [rdi], cl; mov byte [rdi+1], ch; mov word [rdi+2], 0",
          "and dword [rdi], 0; or [rdi], ecx",
          "not dword [rdi]; mov esi, [rdi]; xor esi, ecx; xor [rdi], esi",
          "mov [r14+8], ecx; fild dword [r14+8]; fistp dword [rdi]");

  private static final List<String> ODD_WRITES =
      List.of(
          "bts dword [rdi], 3",
          "lock btc dword [rdi], 5",
          "setz [rdi]",
          "rol dword [rdi], 3",
          "shl byte [rdi], 1",
          "shld [rdi], ecx, 5",
          "inc byte [rdi]",
          "neg word [rdi]",
          "adc byte [rdi], 1",
          "pextrw [rdi], xmm1, 2",
          "stmxcsr [rdi]");

  private final Operands operands;

  ChangingCode(Operands operands) {
    this.operands = operands;
  }

  void add(List<String> lines, Supplier<String> labels) {
    if (operands.oneIn(2)) {
      ahead(lines, labels.get());
      return;
    }
    String skipped = labels.get();
    String changed = labels.get();
    lines.add("test r15d, " + operands.pick(List.of(0, 1, 7, 31, 127)));
    lines.add("jnz " + skipped);
    int alias = operands.oneIn(3) ? Layout.CODE_ALIAS - Layout.CODE : 0;
    switch (operands.below(6)) {
      case 0 -> {
        lines.add("mov dword [abs " + changed + "-4+" + alias + "], r15d");
        between(lines, skipped);
        lines.add("mov eax, 0x12345678");
        lines.add(changed + ":");
      }
      case 1 -> {
        // ADD to SUB and back.
        lines.add("xor byte [abs " + changed + "+" + alias + "], 0x28");
        between(lines, skipped);
        lines.add(changed + ": add edx, ecx");
      }
      case 2 -> {
        lines.add("mov byte [abs " + changed + "-1+" + alias + "], cl");
        between(lines, skipped);
        lines.add("lea rsi, [rsi+127]");
        lines.add(changed + ":");
      }
      case 3 -> {
        lines.add(skipped + ":");
        lines.add("inc dword [rel " + changed + "]");
        String over = labels.get();
        lines.add("jmp " + over);
        lines.add(changed + ": dd 0");
        lines.add(over + ":");
      }
      case 4 -> {
        lines.add("lea rdi, [abs " + changed + "+" + alias + "]");
        lines.add("mov ecx, " + (1 + operands.below(3)));
        lines.add("mov eax, " + operands.pick(List.of("0x90909090", "0xC0FFC1FF")));
        lines.add(operands.oneIn(2) ? "rep stosd" : "stosd");
        between(lines, skipped);
        lines.add(changed + ": times 6 inc ecx");
      }
      default -> {
        // The second half of an instruction that lies on two pages may be what changes.
        lines.add("mov byte [abs " + changed + "-1+" + alias + "], cl");
        lines.add(skipped + ":");
        lines.add("jmp near " + changed + "-10");
        lines.add("times (0x1000 - " + (6 + operands.below(9)) + " - ($ - $$)) & 0xFFF db 0xCC");
        lines.add("mov rdx, 0x123456789abcdef0");
        lines.add(changed + ":");
      }
    }
  }

  /**
   * A write to the next instruction in some rounds, to data in the others, without a branch, so
   * that all is one block. The rounds between are many enough for it to become hot.
   */
  private void ahead(List<String> lines, String changed) {
    int alias = operands.oneIn(4) ? Layout.CODE_ALIAS - Layout.CODE : 0;
    lines.add("mov ecx, r15d");
    lines.add("mov edi, " + (Layout.DATA + 16 * operands.below(100)));
    lines.add("mov eax, " + changed + "-4+" + alias);
    lines.add("test r15d, " + operands.pick(List.of(15, 31, 63)));
    lines.add("cmovz edi, eax");
    String write = operands.pick(operands.oneIn(2) ? WRITES : ODD_WRITES);
    lines.addAll(List.of(write.split("; ")));
    if (operands.oneIn(3)) {
      lines.add("inc r9d");
    }
    lines.add(operands.pick(List.of("mov edx, 0x1234567", "add edx, 0x1234567")));
    lines.add(changed + ":");
  }

  /** Where those rounds go on that change nothing, and perhaps another instruction. */
  private void between(List<String> lines, String skipped) {
    lines.add(skipped + ":");
    if (operands.oneIn(2)) {
      lines.add("inc r9d");
    }
  }
}
