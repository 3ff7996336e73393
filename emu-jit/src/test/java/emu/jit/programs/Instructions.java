package emu.jit.programs;

import java.util.ArrayList;
import java.util.List;

/** Text of random instructions that are no branches and raise no exception but by bad luck. */
final class Instructions {
  static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");
  private static final List<String> BINARY =
      List.of("add", "or", "adc", "sbb", "and", "sub", "xor", "cmp", "mov");
  private static final List<String> LOCKABLE = BINARY.subList(0, 7);
  private static final List<String> UNARY = List.of("inc", "dec", "neg", "not");
  private static final List<String> SHIFTS =
      List.of("rol", "ror", "rcl", "rcr", "shl", "shr", "sar");
  private static final List<String> BIT_TESTS = List.of("bt", "bts", "btr", "btc");
  private static final List<String> SIMPLE =
      List.of(
          "clc", "stc", "cmc", "lahf", "sahf", "cbw", "cwde", "cdqe", "cwd", "cdq", "cqo", "nop",
          "pause", "lfence", "mfence", "sfence", "rdtsc", "cld");

  private static final int KINDS = 32;

  private final Operands operands;
  private final VectorInstructions vectors;

  /** The kinds that the program has: with few, the same ones meet more often. */
  private final int[] kinds;

  Instructions(Operands operands) {
    this.operands = operands;
    this.vectors = new VectorInstructions(operands);
    this.kinds = new int[operands.oneIn(4) ? 3 + operands.below(5) : KINDS];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = kinds.length == KINDS ? i : operands.below(KINDS);
    }
  }

  /** One or a few lines that belong together. */
  List<String> next() {
    List<String> lines = new ArrayList<>();
    switch (kinds[operands.below(kinds.length)]) {
      case 0, 1, 2, 3, 4, 5 -> lines.add(binary());
      case 6, 7 -> lines.add(withImmediate());
      case 8, 9 -> lines.add(locked(unary()));
      case 10, 11 -> lines.add(shift());
      case 12 -> lines.add(doubleShift());
      case 13 -> lines.add(bitTest());
      case 14 -> lines.add(multiply());
      case 15, 16 -> lines.add(extend());
      case 17 -> lines.add(conditionalMove());
      case 18 -> lines.add(setByCondition());
      case 19 -> lines.add(exchange());
      case 20 -> lines.add(loadAddress());
      case 21 -> lines.add(scan());
      case 22 -> stack(lines);
      case 23 -> lines.add(operands.pick(SIMPLE));
      case 24 -> string(lines);
      case 25 -> flags(lines);
      case 26 -> lines.add(test());
      case 27 -> other(lines);
      case 28 -> byPointer(lines);
      default -> vectors.add(lines);
    }
    return lines;
  }

  /** Lines that change no flag but by floating-point comparison. */
  List<String> vector() {
    List<String> lines = new ArrayList<>();
    vectors.add(lines);
    return lines;
  }

  private String binary() {
    int bits = operands.bits();
    String name = operands.pick(BINARY);
    return switch (operands.below(4)) {
      case 0 -> name + " " + operands.register(bits) + ", " + operands.memory();
      case 1 -> locked(name + " " + operands.sizedMemory(bits) + ", " + operands.register(bits));
      default -> name + " " + String.join(", ", operands.registers(bits));
    };
  }

  /** Puts LOCK before it sometimes, where it may stand. */
  private String locked(String line) {
    String name = line.substring(0, line.indexOf(' '));
    boolean may = LOCKABLE.contains(name) || UNARY.contains(name);
    return may && line.contains("[") && operands.oneIn(4) ? "lock " + line : line;
  }

  private String withImmediate() {
    int bits = operands.bits();
    String name = operands.pick(BINARY);
    if (operands.oneIn(3)) {
      return name + " " + operands.sizedMemory(bits) + ", " + operands.immediate(bits);
    }
    if (bits == 8 && operands.oneIn(2)) {
      return name + " " + operands.highByte() + ", " + operands.immediate(8);
    }
    return name + " " + operands.register(bits) + ", " + operands.immediate(bits);
  }

  private String anywhere(int bits) {
    if (bits == 8 && operands.oneIn(4)) {
      return operands.highByte();
    }
    return operands.oneIn(3) ? operands.sizedMemory(bits) : operands.register(bits);
  }

  private String unary() {
    return operands.pick(UNARY) + " " + anywhere(operands.bits());
  }

  private String shift() {
    String target = operands.pick(SHIFTS) + " " + anywhere(operands.bits()) + ", ";
    return switch (operands.below(4)) {
      case 0 -> target + "cl";
      case 1 -> target + "1";
      case 2 -> target + operands.pick(List.of("0", "7", "8", "16", "31", "32", "63", "64"));
      default -> target + operands.below(70);
    };
  }

  private String doubleShift() {
    int bits = operands.wordBits();
    return (operands.oneIn(2) ? "shld " : "shrd ")
        + anywhere(bits)
        + ", "
        + operands.register(bits)
        + ", "
        + (operands.oneIn(2) ? "cl" : operands.below(66));
  }

  private String bitTest() {
    int bits = operands.wordBits();
    String name = operands.pick(BIT_TESTS);
    if (operands.oneIn(3)) {
      // Over R12, which is small, the bit string reaches not too far.
      String index = bits == 16 ? "r12w" : bits == 32 ? "r12d" : "r12";
      String lock = name.equals("bt") || operands.oneIn(2) ? "" : "lock ";
      return lock + name + " " + operands.sizedMemory(bits) + ", " + index;
    }
    if (operands.oneIn(2)) {
      return name + " " + anywhere(bits) + ", " + operands.below(130);
    }
    return name + " " + String.join(", ", operands.registers(bits));
  }

  private String multiply() {
    int bits = operands.wordBits();
    return switch (operands.below(3)) {
      case 0 -> (operands.oneIn(2) ? "mul " : "imul ") + anywhere(operands.bits());
      case 1 -> "imul " + operands.register(bits) + ", " + anywhere(bits);
      default ->
          "imul "
              + operands.register(bits)
              + ", "
              + anywhere(bits)
              + ", "
              + operands.immediate(bits);
    };
  }

  private String extend() {
    int bits = operands.wordBits();
    if (bits == 64 && operands.oneIn(3)) {
      return "movsxd " + operands.register(64) + ", " + anywhere(32);
    }
    String name = operands.oneIn(2) ? "movzx " : "movsx ";
    int from = bits == 16 || operands.oneIn(2) ? 8 : 16;
    if (from == 8 && bits < 64 && operands.oneIn(4)) {
      return name + (bits == 32 ? "ebx, " : "bp, ") + operands.highByte();
    }
    String source = operands.oneIn(2) ? operands.sizedMemory(from) : operands.register(from);
    return name + operands.register(bits) + ", " + source;
  }

  private String conditionalMove() {
    int bits = operands.wordBits();
    return "cmov"
        + operands.pick(CONDITIONS)
        + " "
        + operands.register(bits)
        + ", "
        + anywhere(bits);
  }

  private String setByCondition() {
    return "set" + operands.pick(CONDITIONS) + " " + anywhere(8);
  }

  private String exchange() {
    int bits = operands.bits();
    String name = operands.pick(List.of("xchg", "xadd", "cmpxchg"));
    if (operands.oneIn(2)) {
      return name + " " + String.join(", ", operands.registers(bits));
    }
    String lock = operands.oneIn(2) ? "lock " : "";
    return lock + name + " " + operands.sizedMemory(bits) + ", " + operands.register(bits);
  }

  private String loadAddress() {
    String target = "lea " + operands.register(operands.wordBits()) + ", ";
    String base = operands.register(64);
    String index = operands.register(64);
    int scale = 1 << operands.below(4);
    return switch (operands.below(5)) {
      case 0 -> target + "[" + base + "+" + operands.immediate(32) + "]";
      case 1 -> target + "[" + base + "+" + index + "*" + scale + "]";
      case 2 -> target + "[" + index + "*" + scale + "+" + operands.immediate(32) + "]";
      case 3 ->
          target + "[" + operands.register(32) + "+" + operands.register(32) + "*" + scale + "]";
      default -> target + operands.memory();
    };
  }

  private String scan() {
    int bits = operands.wordBits();
    return switch (operands.below(3)) {
      case 0 -> "bswap " + operands.register(Math.max(bits, 32));
      case 1 -> "popcnt " + operands.register(bits) + ", " + anywhere(bits);
      default ->
          operands.pick(List.of("bsf ", "bsr ")) + operands.register(bits) + ", " + anywhere(bits);
    };
  }

  private void stack(List<String> lines) {
    switch (operands.below(6)) {
      case 0 -> {
        lines.add("push " + operands.sizedMemory(64));
        lines.add("pop " + operands.sizedMemory(64));
      }
      case 1 -> {
        lines.add("push " + operands.immediate(32));
        lines.add("pop " + operands.register(64));
      }
      case 2 -> {
        lines.add("push " + operands.register(16));
        lines.add("pop " + operands.register(16));
      }
      case 3 -> {
        lines.add("enter " + 8 * operands.below(8) + ", " + operands.below(3));
        lines.add("mov [rbp-" + 8 * operands.below(8) + "], " + operands.register(64));
        lines.add("leave");
      }
      case 4 -> {
        lines.add("push rsp");
        lines.add("pop rsp");
      }
      default -> {
        lines.add("push " + operands.register(64));
        lines.add(binary());
        lines.add("pop " + operands.register(64));
      }
    }
  }

  private void string(List<String> lines) {
    boolean down = operands.oneIn(3);
    String suffix = operands.pick(List.of("b", "w", "d", "q"));
    String name = operands.pick(List.of("movs", "stos", "lods", "cmps", "scas"));
    boolean compares = name.equals("cmps") || name.equals("scas");
    lines.add("lea rsi, [r14+" + (0x200 + operands.below(0x1C00)) + "]");
    lines.add("lea rdi, [r14+" + (0x200 + operands.below(0x1C00)) + "]");
    if (down) {
      lines.add("std");
    }
    String narrow = operands.oneIn(6) ? "a32 " : "";
    if (operands.oneIn(3)) {
      lines.add(narrow + name + suffix);
    } else {
      lines.add("mov ecx, " + operands.below(operands.oneIn(4) ? 60 : 6));
      String prefix = compares ? operands.pick(List.of("repe ", "repne ")) : "rep ";
      lines.add(narrow + prefix + name + suffix);
    }
    if (down) {
      lines.add("cld");
    }
  }

  private void flags(List<String> lines) {
    if (operands.oneIn(2)) {
      lines.add("pushfq");
      lines.add("pop " + operands.pick(List.of("rax", "rdx", "qword [r14+64]")));
    } else {
      lines.add("pushfq");
      lines.add("xor dword [rsp], " + (operands.below(0x1000) & 0x8D5));
      lines.add("popfq");
    }
  }

  private String test() {
    int bits = operands.bits();
    return switch (operands.below(3)) {
      case 0 -> "test " + operands.sizedMemory(bits) + ", " + operands.register(bits);
      case 1 -> "test " + anywhere(bits) + ", " + operands.immediate(bits);
      default -> "test " + String.join(", ", operands.registers(bits));
    };
  }

  private void other(List<String> lines) {
    switch (operands.below(6)) {
      case 0 -> lines.add("movnti " + operands.sizedMemory(32) + ", " + operands.register(32));
      case 1 -> {
        lines.add("lea rbx, [r14+" + operands.below(0x1000) + "]");
        lines.add("xlatb");
      }
      case 2 -> {
        String memory = "[r14+" + operands.alignedOffset() + "]";
        lines.add(operands.oneIn(2) ? "lock cmpxchg16b " + memory : "cmpxchg16b " + memory);
      }
      case 3 -> lines.add("lock cmpxchg8b " + operands.memory());
      case 4 -> lines.add("rdrand " + operands.register(operands.wordBits()));
      default -> {
        int bits = operands.bits();
        String source = operands.oneIn(2) ? operands.sizedMemory(bits) : operands.register(bits);
        lines.add("crc32 " + operands.register(bits == 64 ? 64 : 32) + ", " + source);
      }
    }
  }

  /** An operand whose address is in one of the registers that are written otherwise. */
  private void byPointer(List<String> lines) {
    int number = operands.below(10);
    int bits = operands.wordBits();
    String pointer = Operands.register(number, 64);
    int address = Layout.DATA + operands.offset();
    if (operands.oneIn(3)) {
      // Only its lower half is the address.
      lines.add("mov " + pointer + ", 0x%x%08x".formatted(1 + operands.below(1 << 30), address));
      pointer = Operands.register(number, 32);
    } else {
      lines.add("mov " + pointer + ", " + address);
    }
    String memory = "[" + pointer + (operands.oneIn(2) ? "]" : "+" + operands.below(100) + "]");
    lines.add(
        operands.oneIn(2)
            ? "mov " + operands.register(bits) + ", " + memory
            : operands.pick(BINARY) + " " + memory + ", " + operands.register(bits));
  }
}
