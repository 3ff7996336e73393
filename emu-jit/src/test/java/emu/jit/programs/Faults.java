package emu.jit.programs;

import java.util.List;

/** Text of instructions that raise exceptions, always or often. */
final class Faults {
  private final Operands operands;

  Faults(Operands operands) {
    this.operands = operands;
  }

  /** Adds one, behind which the program goes on at {@code label} if the cause remains. */
  void add(List<String> lines, String label) {
    lines.add("lea r13, [rel " + label + "]");
    switch (operands.below(12)) {
      case 0 -> {
        lines.add("xor edx, edx");
        lines.add("div " + operands.register(operands.wordBits()));
      }
      case 1 ->
          lines.add(
              operands.pick(List.of("div ", "idiv ")) + operands.sizedMemory(operands.bits()));
      case 2, 3 -> access(lines, somePage(Layout.ON_DEMAND));
      case 4 -> access(lines, somePage(Layout.COPY_ON_WRITE));
      case 5 -> access(lines, Layout.NOT_MAPPED - 1 - operands.below(12));
      case 6 -> access(lines, Layout.READ_ONLY + operands.below(0x1000));
      case 7 -> {
        lines.add("mov rax, 0x" + operands.pick(List.of("8000000000000000", "7ffffffffffffffc")));
        lines.add(operands.oneIn(2) ? "mov [rax], rcx" : "add rcx, [rax]");
      }
      case 8 ->
          lines.add(operands.pick(List.of("ud2", "int3", "int " + Guest.SERVICE, "int 0x50")));
      case 9 -> lines.add("movaps xmm1, [r14+" + (1 + operands.below(15)) + "]");
      case 10 -> transfer(lines);
      default -> acrossPages(lines);
    }
    lines.add(label + ":");
  }

  private int somePage(int area) {
    int at = area + 0x1000 * operands.below(4) + operands.below(0x1000);
    return operands.oneIn(3) ? (at | 0xFFF) - operands.below(8) : at;
  }

  private void access(List<String> lines, int address) {
    int bits = operands.bits();
    String memory = Operands.size(bits) + "[abs " + address + "]";
    String register = operands.register(bits);
    lines.add(
        switch (operands.below(8)) {
          case 0, 1 -> "mov " + register + ", " + memory;
          case 2, 3 -> "mov " + memory + ", " + register;
          case 4 -> "add " + memory + ", " + register;
          case 5 -> "movdqu xmm3, [abs " + address + "]";
          case 6 -> "movdqu [abs " + address + "], xmm5";
          default -> "push qword [abs " + address + "]";
        });
  }

  private void transfer(List<String> lines) {
    switch (operands.below(4)) {
      case 0 -> {
        lines.add("mov eax, " + (Layout.NOT_MAPPED + operands.below(0x1000)));
        lines.add(operands.oneIn(2) ? "jmp rax" : "call rax");
      }
      case 1 -> {
        lines.add("mov rax, 0x" + operands.pick(List.of("800000000000", "7ffffffffff0")));
        if (operands.oneIn(2)) {
          lines.add("push rax");
          lines.add("ret");
        } else {
          lines.add("mov [r14+0x1900], rax");
          lines.add(operands.pick(List.of("jmp rax", "call rax", "call qword [r14+0x1900]")));
        }
      }
      case 2 -> {
        lines.add("mov rax, rsp");
        lines.add("mov esp, " + (Layout.NOT_MAPPED + 8));
        lines.add("push rcx");
        lines.add("push rdx");
        lines.add("mov rsp, rax");
      }
      default -> {
        lines.add("mov ecx, 0x123");
        lines.add("rdmsr");
      }
    }
  }

  /** A string instruction from or to pages that are not there yet. */
  private void acrossPages(List<String> lines) {
    lines.add("mov edi, " + (Layout.ON_DEMAND + 0x1000 * (1 + operands.below(3)) - 20));
    lines.add("lea rsi, [r14+" + operands.below(0x1000) + "]");
    lines.add("mov ecx, " + (1 + operands.below(30)));
    lines.add(operands.pick(List.of("rep movsb", "rep stosd", "repne scasw", "rep movsq")));
  }
}
