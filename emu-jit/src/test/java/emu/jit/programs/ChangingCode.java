package emu.jit.programs;

import java.util.List;
import java.util.function.Supplier;

/** Text of programs that write to their own code. */
final class ChangingCode {
  private final Operands operands;

  ChangingCode(Operands operands) {
    this.operands = operands;
  }

  void add(List<String> lines, Supplier<String> labels) {
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

  /** Where those rounds go on that change nothing, and perhaps another instruction. */
  private void between(List<String> lines, String skipped) {
    lines.add(skipped + ":");
    if (operands.oneIn(2)) {
      lines.add("inc r9d");
    }
  }
}
