package emu.jit.programs;

import java.util.ArrayList;
import java.util.List;

/** Text of a random program: pieces one after the other, and functions that they call. */
final class ProgramText {
  private static final int FUNCTIONS = 4;

  private final Operands operands;
  private final Instructions instructions;
  private final Faults faults;
  private final ChangingCode changingCode;
  private final SystemPieces system;
  private final List<String> lines = new ArrayList<>();

  /** What lies on a page behind the functions. */
  private final List<String> far = new ArrayList<>();

  private int labels;

  /** Functions that may be called have at least this number, so that none calls itself. */
  private int callable;

  private int depth;

  ProgramText(Operands operands) {
    this.operands = operands;
    this.instructions = new Instructions(operands);
    this.faults = new Faults(operands);
    this.changingCode = new ChangingCode(operands);
    this.system = new SystemPieces(operands);
  }

  /** The inside of the outer loop, from its label {@code again}. */
  List<String> body() {
    lines.add("again: lea r13, [rel next]");
    int count = 3 + operands.below(14);
    for (int i = 0; i < count; i++) {
      piece();
    }
    lines.add("mov eax, 0x11223344");
    lines.add("patch equ $-4");
    plain();
    return taken();
  }

  /** The functions, some of which lie on two pages, and parts of loops. */
  List<String> functions() {
    List<String> elsewhere = List.copyOf(far);
    far.clear();
    for (int i = 0; i < FUNCTIONS; i++) {
      callable = i + 1;
      if (operands.oneIn(2)) {
        int before = operands.below(60);
        lines.add("times (0x1000 - " + before + " - ($ - $$)) & 0xFFF db 0xCC");
      }
      lines.add("function" + i + ":");
      int count = 1 + operands.below(4);
      for (int j = 0; j < count; j++) {
        piece();
      }
      if (i < 2 && operands.oneIn(4)) {
        lines.add("jmp function2");
      } else {
        lines.add(i == 3 ? "ret 8" : "ret");
      }
    }
    lines.add("times (0x1000 - ($ - $$)) & 0xFFF db 0xCC");
    lines.addAll(elsewhere);
    lines.addAll(far);
    return taken();
  }

  /** A function that runs in the window. */
  List<String> windowCode() {
    lines.add("mov ecx, " + operands.below(1000));
    plain();
    String label = label();
    lines.add(label + ": " + "add edx, ecx");
    plain();
    lines.add("sub ecx, 300");
    lines.add("jns " + label);
    lines.add("ret");
    return taken();
  }

  private List<String> taken() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  private void piece() {
    switch (operands.below(30)) {
      case 0, 1 -> skip();
      case 2 -> diamond();
      case 3, 4 -> innerLoop();
      case 5 -> outerLoop();
      case 6, 7 -> call();
      case 8 -> jumpTable();
      case 9 -> oddReturn();
      case 10 -> countedBranch();
      case 11, 12 -> changingCode.add(lines, this::label);
      case 13, 14 -> faults.add(lines, label());
      case 15 -> window();
      case 16, 17 -> system.add(lines, this::label);
      case 18 -> index();
      case 19 -> farLoop();
      case 20 -> recursion();
      case 21 -> otherAddress();
      case 22 -> otherStack();
      default -> plain();
    }
  }

  private void plain() {
    int count = 1 + operands.below(4);
    for (int i = 0; i < count; i++) {
      lines.addAll(instructions.next());
    }
  }

  private void skip() {
    String label = label();
    if (operands.oneIn(2)) {
      lines.add("cmp " + String.join(", ", operands.registers(operands.bits())));
    }
    lines.add("j" + operands.pick(Instructions.CONDITIONS) + " " + label);
    if (operands.oneIn(3)) {
      lines.addAll(instructions.vector());
    } else {
      plain();
    }
    lines.add(label + ":");
    if (operands.oneIn(3)) {
      lines.add("set" + operands.pick(Instructions.CONDITIONS) + " " + operands.register(8));
    }
  }

  private void diamond() {
    String otherwise = label();
    String end = label();
    lines.add("test " + operands.register(8) + ", " + (1 << operands.below(7)));
    lines.add((operands.oneIn(2) ? "jz " : "jnz ") + otherwise);
    plain();
    lines.add("jmp " + end);
    lines.add(otherwise + ":");
    plain();
    lines.add(end + ":");
  }

  private void innerLoop() {
    String label = label();
    lines.add("mov r11d, " + (1 + operands.below(20)));
    lines.add(label + ":");
    plain();
    lines.add("dec r11d");
    lines.add("jnz " + label);
  }

  /** A loop with a counter in memory, around further pieces. */
  private void outerLoop() {
    if (depth == 2) {
      innerLoop();
      return;
    }
    depth++;
    String label = label();
    int counter = Layout.LOOP_COUNTERS + 8 * depth;
    lines.add("mov dword [abs " + counter + "], " + (1 + operands.below(6)));
    lines.add(label + ":");
    piece();
    piece();
    lines.add("dec dword [abs " + counter + "]");
    lines.add("jg " + label);
    depth--;
  }

  private void call() {
    if (callable == FUNCTIONS) {
      plain();
      return;
    }
    int function = callable + operands.below(FUNCTIONS - callable);
    if (function == 3) {
      lines.add("push rax"); // which its RET removes
    }
    switch (operands.below(4)) {
      case 0 -> {
        lines.add("lea rax, [rel function" + function + "]");
        lines.add("call rax");
      }
      case 1 -> {
        lines.add("mov qword [r14+0x1800], function" + function);
        lines.add("call qword [r14+0x1800]");
      }
      default -> lines.add("call function" + function);
    }
  }

  private void jumpTable() {
    String table = label();
    String end = label();
    List<String> targets = List.of(label(), label(), label(), label());
    lines.add("mov eax, " + operands.pick(List.of("r15d", "r12d", "ecx", "esi")));
    lines.add("and eax, 3");
    if (operands.oneIn(2)) {
      lines.add("jmp [abs " + table + "+rax*8]");
    } else {
      lines.add("lea rdx, [rel " + table + "]");
      lines.add("mov rax, [rdx+rax*8]");
      lines.add("jmp rax");
    }
    lines.add(table + ": dq " + String.join(", ", targets));
    for (String target : targets) {
      lines.add(target + ":");
      lines.addAll(instructions.next());
      if (operands.oneIn(2)) {
        lines.add("jmp " + end);
      }
    }
    lines.add(end + ":");
  }

  /** Returns that lead elsewhere than behind the last call. */
  private void oddReturn() {
    String label = label();
    switch (operands.below(4)) {
      case 0 -> {
        lines.add("lea rax, [rel " + label + "]");
        lines.add("push rax");
        lines.add("ret");
      }
      case 1 -> {
        lines.add("call " + label);
        lines.add("ud2");
        lines.add(label + ": pop rax");
        return;
      }
      case 2 -> {
        String inner = label();
        lines.add("call " + inner);
        lines.add("jmp " + label);
        lines.add(inner + ": lea rcx, [rel " + label + "]");
        lines.add("xchg rcx, [rsp]");
        lines.add("ret");
      }
      default -> {
        String inner = label();
        lines.add("call " + inner);
        lines.add("jmp " + label);
        lines.add(inner + ": add rsp, 8");
      }
    }
    plain();
    lines.add(label + ":");
  }

  private void countedBranch() {
    String label = label();
    lines.add("mov ecx, " + (1 + operands.below(5)));
    lines.add(label + ":");
    lines.add("xor eax, " + operands.register(32));
    switch (operands.below(4)) {
      case 0 -> lines.add("loop " + label);
      case 1 -> lines.add("loope " + label);
      case 2 -> lines.add("loopne " + label);
      default -> {
        String end = label();
        lines.add("jrcxz " + end);
        plain();
        lines.add(end + ":");
      }
    }
  }

  /** Runs what is in the window, and now and then puts something else there. */
  private void window() {
    String kept = label();
    lines.add("test r15d, " + operands.pick(List.of(1, 3, 15, 31)));
    lines.add("jnz " + kept);
    int entry = Layout.entry(Layout.WINDOW);
    int difference = Layout.FIRST_BEHIND_WINDOW ^ Layout.SECOND_BEHIND_WINDOW;
    lines.add("xor dword [abs " + entry + "], " + difference);
    if (operands.oneIn(2)) {
      lines.add("invlpg [abs " + Layout.WINDOW + "]");
    } else {
      lines.add("mov rax, cr3");
      lines.add("mov cr3, rax");
    }
    lines.add(kept + ":");
    lines.add("mov eax, " + Layout.WINDOW);
    lines.add("call rax");
  }

  private void index() {
    lines.add("mov r12d, " + operands.register(32));
    lines.add("and r12d, 0x" + operands.pick(List.of("7", "3F", "7FF")));
  }

  /** A loop half of which is on another page. */
  private void farLoop() {
    String label = label();
    String there = label();
    String back = label();
    lines.add("mov r11d, " + (2 + operands.below(20)));
    lines.add(label + ":");
    lines.addAll(instructions.next());
    lines.add((operands.oneIn(2) ? "jmp " : "jns ") + there);
    lines.add(back + ": dec r11d");
    lines.add("jnz " + label);
    far.add(there + ":");
    far.addAll(instructions.next());
    far.add("jmp " + back);
  }

  private void recursion() {
    String function = label();
    String end = label();
    lines.add("mov r11d, " + (2 + operands.below(30)));
    lines.add("call " + function);
    List<String> target = operands.oneIn(2) ? far : lines;
    if (target == lines) {
      lines.add("jmp " + end);
    }
    String leave = label();
    target.add(function + ": dec r11d");
    target.add("jz " + leave);
    target.addAll(instructions.next());
    target.add("call " + function);
    target.addAll(instructions.next());
    target.add(leave + ": ret");
    lines.add(end + ":");
  }

  /** Goes on at another linear address of the same code, or back. */
  private void otherAddress() {
    String label = label();
    int alias = operands.oneIn(2) ? Layout.CODE_ALIAS - Layout.CODE : 0;
    lines.add("mov eax, " + label + "+" + alias);
    lines.add("jmp rax");
    lines.add(label + ":");
  }

  /** A stack at the start of a page, below which there may be none. */
  private void otherStack() {
    int kept = Layout.LOOP_COUNTERS + 0x40 + 8 * depth;
    int top =
        operands.pick(List.of(Layout.ON_DEMAND, Layout.COPY_ON_WRITE))
            + 0x1000 * (1 + operands.below(3))
            + operands.below(64);
    lines.add("mov [abs " + kept + "], rsp");
    lines.add("mov esp, " + top);
    int count = 1 + operands.below(6);
    for (int i = 0; i < count; i++) {
      lines.add("push " + operands.register(64));
    }
    String label = label();
    lines.add("call " + label);
    lines.add(label + ": pop " + operands.register(64));
    lines.add("pop word [r14+" + operands.offset() + "]");
    lines.add("mov rsp, [abs " + kept + "]");
  }

  private String label() {
    return "l" + labels++;
  }
}
