package emu.jit.programs;

import java.util.List;
import java.util.function.Supplier;

/** Text of what only systems do: devices, privilege, page tables, debug registers. */
final class SystemPieces {
  private final Operands operands;

  SystemPieces(Operands operands) {
    this.operands = operands;
  }

  void add(List<String> lines, Supplier<String> labels) {
    switch (operands.below(16)) {
      case 0 -> port(lines);
      case 1, 2 -> registersInMemory(lines);
      case 3 -> lines.add("syscall");
      case 4 -> lines.add("int " + Guest.TO_KERNEL);
      case 5 -> lines.add("int " + Guest.SERVICE);
      case 6 -> halt(lines, labels.get());
      case 7 -> accessedAndDirty(lines);
      case 8 -> unmap(lines);
      case 9 -> shadow(lines);
      case 10 -> singleStep(lines);
      case 11 -> breakpoint(lines, labels.get(), labels.get());
      case 12 -> lines.add("cpuid");
      case 13 -> alignmentCheck(lines);
      case 14 -> protect(lines);
      default -> bases(lines);
    }
  }

  private void port(List<String> lines) {
    lines.add(operands.oneIn(2) ? "in eax, " + Guest.PORT : "out " + Guest.PORT + ", al");
  }

  private void registersInMemory(List<String> lines) {
    int bits = operands.bits();
    if (operands.oneIn(4)) {
      lines.add("mov edi, " + Layout.DEVICE);
      lines.add(operands.pick(List.of("stosd", "movsq", "scasb")));
      return;
    }
    String memory = Operands.size(bits) + "[abs " + (Layout.DEVICE + 8 * operands.below(64)) + "]";
    lines.add(
        switch (operands.below(9)) {
          case 0 -> "mov " + operands.register(bits) + ", " + memory;
          case 4 -> "xadd " + memory + ", " + operands.register(bits);
          case 5 -> "btc dword [abs " + Layout.DEVICE + "], 7";
          case 6 -> "movups [abs " + Layout.DEVICE + "], xmm1";
          case 7 -> "rol " + memory + ", 3";
          case 8 -> "cmpxchg " + memory + ", " + operands.register(bits);
          case 1 -> "add " + memory + ", " + operands.register(bits);
          case 2 -> "cmp " + memory + ", " + operands.immediate(bits);
          default -> "mov " + memory + ", " + operands.register(bits);
        });
  }

  private void halt(List<String> lines, String label) {
    lines.add("lea r13, [rel " + label + "]");
    lines.add("hlt");
    lines.add(label + ":");
  }

  /** Clears accessed and dirty flags of a page; loads and stores set them again. */
  private void accessedAndDirty(List<String> lines) {
    int page = operands.pick(List.of(Layout.DATA, Layout.DATA + 0x1000, Layout.DATA_ALIAS));
    lines.add("and byte [abs " + Layout.entry(page) + "], 0x9F");
    lines.add("invlpg [abs " + page + "]");
    lines.add("mov ecx, [abs " + (page + 8 * operands.below(100)) + "]");
    if (operands.oneIn(2)) {
      lines.add("inc dword [abs " + (page + 8 * operands.below(100)) + "]");
    }
  }

  /** Takes pages away that the handler of #PF provides. */
  private void unmap(List<String> lines) {
    boolean writable = operands.oneIn(2);
    int page = (writable ? Layout.COPY_ON_WRITE : Layout.ON_DEMAND) + 0x1000 * operands.below(4);
    String entry = "byte [abs " + Layout.entry(page) + "], ";
    lines.add("and " + entry + (writable ? "0xFD" : "0xFE"));
    lines.add("invlpg [abs " + page + "]");
  }

  private void shadow(List<String> lines) {
    switch (operands.below(4)) {
      case 0 -> {
        lines.add("mov ax, ss");
        lines.add("mov ss, ax");
      }
      case 1 -> {
        lines.add("cli");
        lines.add("add eax, " + operands.register(32));
        lines.add("sti");
      }
      case 2 -> lines.add("sti");
      default -> {
        lines.add("pushfq");
        lines.add("xor dword [rsp], 0x200");
        lines.add("popfq");
      }
    }
  }

  private void singleStep(List<String> lines) {
    lines.add("pushfq");
    lines.add("or dword [rsp], 0x100");
    lines.add("popfq");
  }

  private void breakpoint(List<String> lines, String here, String end) {
    lines.add("test r15d, 7");
    lines.add("jnz " + end);
    boolean ofCode = operands.oneIn(2);
    lines.add(
        ofCode
            ? "lea rax, [rel " + here + "]"
            : "mov eax, " + (Layout.DATA + 8 * operands.below(512)));
    lines.add("mov dr0, rax");
    lines.add("mov eax, " + (ofCode ? "2" : operands.pick(List.of("0x10002", "0xB0002"))));
    lines.add("mov dr7, rax");
    lines.add(here + ": add ecx, [abs " + (Layout.DATA + 8 * operands.below(512)) + "]");
    lines.add("xor eax, eax");
    lines.add("mov dr7, rax");
    lines.add(end + ":");
  }

  /** For user mode; at the end of each round the flag is cleared. */
  private void alignmentCheck(List<String> lines) {
    lines.add("pushfq");
    lines.add("or dword [rsp], 0x40000");
    lines.add("popfq");
  }

  /** Takes a page of data away from user mode, or gives it back. */
  private void protect(List<String> lines) {
    int page = Layout.DATA + 0x1000;
    lines.add("xor byte [abs " + Layout.entry(page) + "], 4");
    lines.add("invlpg [abs " + page + "]");
  }

  private void bases(List<String> lines) {
    if (operands.oneIn(2)) {
      lines.add("swapgs");
      return;
    }
    lines.add("mov ecx, 0xC0000100");
    lines.add("mov eax, " + (Layout.FS_BASE + 8 * operands.below(16)));
    lines.add("xor edx, edx");
    lines.add("wrmsr");
  }
}
