package emu.jit;

import java.util.List;
import java.util.Random;

/**
 * Source text of a random program in 64-bit code that runs a loop often enough for its code to
 * become hot: arithmetic on registers and memory, branches, calls, and now and then a store into
 * its own code.
 *
 * <p>R15 counts the loop, RBX points to 4 KiB of data, RSP to the stack; all others are anybody's.
 */
final class RandomProgram {
  private static final List<String> REGISTERS =
      List.of("rax", "rcx", "rdx", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13");
  private static final List<String> NARROW =
      List.of(
          "eax", "ecx", "edx", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d");
  private static final List<String> BINARY =
      List.of("add", "sub", "adc", "sbb", "and", "or", "xor", "cmp", "test", "mov", "imul");
  private static final List<String> UNARY = List.of("inc", "dec", "neg", "not");
  private static final List<String> SHIFTS =
      List.of("shl", "shr", "sar", "rol", "ror", "rcl", "rcr");
  private static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int labels;

  private RandomProgram(long seed) {
    random = new Random(seed);
  }

  /** The program of {@code seed}, which starts at 0x1000 and ends in HLT. */
  static String of(long seed) {
    return new RandomProgram(seed).write();
  }

  private String write() {
    line("bits 64");
    line("org 0x1000");
    line("mov rbx, 0x20000");
    line("mov rsp, 0x30000");
    line("mov r15d, 4000");
    line("again:");
    for (int i = 0; i < 12; i++) {
      piece();
    }
    line("call function");
    line("dec r15d");
    line("jnz again");
    line("hlt");
    line("function:");
    for (int i = 0; i < 5; i++) {
      piece();
    }
    line("ret");
    return text.toString();
  }

  private void piece() {
    switch (random.nextInt(12)) {
      case 0 -> skip();
      case 1 -> innerLoop();
      case 2 -> pushPop();
      case 3 -> modifyCode();
      default -> {
        for (int i = 0; i < 3; i++) {
          instruction();
        }
      }
    }
  }

  private void instruction() {
    boolean wide = random.nextBoolean();
    String target = wide ? register() : narrow();
    switch (random.nextInt(9)) {
      case 0, 1 -> line(pick(BINARY) + " " + target + ", " + (wide ? register() : narrow()));
      case 2 -> line(pick(BINARY.subList(0, 10)) + " " + target + ", " + random.nextInt(1 << 30));
      case 3 -> line("mov " + target + ", " + memory());
      case 4 -> line(pick(BINARY.subList(0, 8)) + " " + memory() + ", " + target);
      case 5 -> line(pick(UNARY) + " " + target);
      case 6 -> line(pick(SHIFTS) + " " + target + ", " + (1 + random.nextInt(31)));
      case 7 ->
          line("cmov" + pick(CONDITIONS) + " " + target + ", " + (wide ? register() : narrow()));
      default -> line("lea " + register() + ", [" + register() + "+" + register() + "*4+77]");
    }
  }

  private void skip() {
    String label = label();
    line("j" + pick(CONDITIONS) + " " + label);
    instruction();
    instruction();
    line(label + ":");
  }

  private void innerLoop() {
    String label = label();
    line("mov r14d, " + (2 + random.nextInt(5)));
    line(label + ":");
    instruction();
    instruction();
    line("dec r14d");
    line("jnz " + label);
  }

  private void pushPop() {
    line("push " + register());
    instruction();
    line("pop " + register());
  }

  /** Changes the immediate of an instruction that comes next, in one of 256 rounds. */
  private void modifyCode() {
    String skipped = label();
    String changed = label();
    line("test r15d, 0xFF");
    line("jnz " + skipped);
    line("mov dword [" + changed + "-4], r15d");
    line(skipped + ":");
    line("mov eax, 0x12345678");
    line(changed + ":");
  }

  private String memory() {
    return (random.nextBoolean() ? "[rbx+" : "[rbx+r15*8+") + random.nextInt(2000) + "]";
  }

  private String label() {
    return "label" + labels++;
  }

  private String register() {
    return pick(REGISTERS);
  }

  private String narrow() {
    return pick(NARROW);
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
