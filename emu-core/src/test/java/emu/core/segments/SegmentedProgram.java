package emu.core.segments;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.testing.SystemGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random program: a loop of instructions that load, store, push, pop and branch in segments of
 * all kinds. An exception's handler goes on behind the instruction that caused it.
 */
final class SegmentedProgram {
  private static final int RESUME = 0x500;
  private static final int COUNT = 0x504;
  private static final int ROUNDS = 0x508;
  private static final int STACK_POINTER = 0x50C;
  private static final int TARGET = 0x510;
  private static final int MOST_ROUNDS = 40;

  private static final List<String> BINARY =
      List.of("add", "or", "adc", "sbb", "and", "sub", "xor", "cmp", "mov", "test", "xchg");
  private static final List<String> UNARY = List.of("inc", "dec", "neg", "not");
  private static final List<String> SHIFTS = List.of("rol", "ror", "rcl", "shl", "shr", "sar");
  private static final List<String> CONDITIONS =
      List.of("o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "l", "ge", "le", "g");
  private static final List<String> OVERRIDES = List.of("", "", "", "es:", "gs:", "cs:", "ss:");
  private static final List<String> SEGMENTS = List.of("ds", "es", "gs");

  private static final String[] WORDS = {"ax", "cx", "dx", "bx", "si", "di", "bp"};
  private static final String[] BYTES = {"al", "cl", "dl", "bl", "ah", "ch", "dh", "bh"};

  private final Setting setting;
  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private int labels;

  private SegmentedProgram(Setting setting, long seed) {
    this.setting = setting;
    this.random = new Random(seed);
  }

  /** The text of the program that {@code seed} makes. */
  static String of(Setting setting, long seed) {
    SegmentedProgram program = new SegmentedProgram(setting, seed);
    program.write();
    return String.join("\n", program.lines) + "\n";
  }

  /** A processor about to run {@code text}, with the handlers of its exceptions. */
  static SystemGuest load(Setting setting, String text) {
    Assembly code = Assembler.assemble(text);
    SystemGuest guest = setting.guest(code.code());
    Assembly handlers = handlers(setting);
    guest.memory.copyIn(handlers.origin(), handlers.code());
    for (int vector = 0; vector < 32; vector++) {
      String name = vector == 8 || vector >= 10 && vector <= 14 ? "with_code" : "without_code";
      if (setting.isReal()) {
        guest.memory.write(4L * vector, 4, handlers.symbol("real"));
      } else {
        guest.interruptGate(vector, SystemGuest.code(0), handlers.symbol(name), 0x8E);
      }
    }
    return guest;
  }

  private static Assembly handlers(Setting setting) {
    boolean narrow = setting.stackPointer().equals("sp");
    return Assembler.assemble(
        """
        org 0x3000
        bits 32
        with_code:
        push ebp
        call resume
        pop ebp
        lea esp, [esp+4]
        iretd
        without_code:
        push eax
        push ebp
        call resume
        pop ebp
        lea esp, [esp+4]
        iretd
        resume:
        %s
        push eax
        mov eax, [fs:%d]
        mov [ss:ebp+12], eax
        inc dword [fs:%d]
        pop eax
        ret
        bits 16
        real:
        push bp
        mov bp, sp
        push eax
        mov ax, [fs:%d]
        mov [bp+2], ax
        inc dword [fs:%d]
        pop eax
        pop bp
        iret
        """
            .formatted(narrow ? "movzx ebp, sp" : "mov ebp, esp", RESUME, COUNT, RESUME, COUNT));
  }

  private void write() {
    lines.add("org " + (Setting.ORIGIN - setting.base));
    lines.add("bits " + setting.bits);
    add(setting.isReal() ? "xor ax, ax" : "mov ax, " + SystemGuest.data(0));
    add("mov fs, ax");
    for (String segment : SEGMENTS) {
      loadSegment(segment);
    }
    add("mov dword [fs:%d], %d".formatted(ROUNDS, MOST_ROUNDS));
    add("again:");
    int count = 10 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      item();
    }
    add("dec dword [fs:" + ROUNDS + "]");
    add("jnz near again");
    add("cli");
    add("hlt");
    add("subroutine: inc ebx");
    add(pick(List.of("ret", "ret 4")));
  }

  private void item() {
    switch (random.nextInt(20)) {
      case 0, 1 -> add("mov " + register(setting.bits) + ", " + random.nextInt(0x480));
      case 2, 3, 4 -> risky(binary());
      case 5 -> risky(pick(UNARY) + " " + anywhere());
      case 6 -> risky(pick(SHIFTS) + " " + anywhere() + ", " + pick(List.of("1", "5", "cl")));
      case 7 -> risky("movzx " + register(32) + ", " + sized(pick(List.of(8, 16))));
      case 8 -> add("lea " + register(wide()) + ", " + memory());
      case 9 -> pushAndPop();
      case 10 ->
          guardedStack("push " + sized(wide()), "pop " + register(wide()), "pop " + sized(wide()));
      case 11 -> guardedStack("push " + register(32), "enter 8, 0", "leave");
      case 12 -> guardedStack("push 1", "push dword 5", "call subroutine");
      case 13 -> loadSegment(pick(SEGMENTS));
      case 14 -> skip("j" + pick(CONDITIONS) + pick(List.of(" ", " near ")));
      case 15 -> indirect();
      case 16 -> farAway();
      case 17 -> loop();
      case 18 -> risky("lock xadd " + sized(32) + ", " + register(32));
      default -> risky("set" + pick(CONDITIONS) + " " + pick(List.of("al", "dh", sized(8))));
    }
  }

  private String binary() {
    int bits = pick(List.of(8, 16, 32));
    String name = pick(BINARY);
    return switch (random.nextInt(3)) {
      case 0 -> name + " " + register(bits) + ", " + register(bits);
      case 1 -> name + " " + sized(bits) + ", " + register(bits);
      default ->
          name.equals("test") || name.equals("xchg")
              ? name + " " + sized(bits) + ", " + register(bits)
              : name + " " + register(bits) + ", " + memory();
    };
  }

  private void pushAndPop() {
    int bits = wide();
    add("push " + register(bits));
    if (random.nextBoolean()) {
      risky(binary());
    }
    add("pop " + register(bits));
  }

  /** Lines that may leave the stack unbalanced. */
  private void guardedStack(String... some) {
    String pointer = setting.stackPointer();
    add("mov [fs:%d], %s".formatted(STACK_POINTER, pointer));
    for (String line : some) {
      risky(line);
    }
    add("mov %s, [fs:%d]".formatted(pointer, STACK_POINTER));
  }

  private void skip(String branch) {
    String over = label();
    add(branch + over);
    for (int i = random.nextInt(3); i >= 0; i--) {
      risky(binary());
    }
    add(over + ":");
  }

  private void indirect() {
    String over = label();
    String register = setting.bits == 32 ? "eax" : "ax";
    add("mov " + register + ", " + over);
    if (random.nextBoolean()) {
      add("jmp " + register);
    } else {
      add("mov [fs:%d], %s".formatted(TARGET, register));
      add("jmp %s [fs:%d]".formatted(setting.bits == 32 ? "dword" : "word", TARGET));
    }
    risky(binary());
    add(over + ":");
  }

  /** A branch out of the code segment, where that has an end. */
  private void farAway() {
    if (setting.base == 0 || setting.isReal()) {
      return;
    }
    String register = setting.bits == 32 ? "eax" : "ax";
    add("mov " + register + ", 0x7123");
    risky(pick(List.of("jmp " + register, "call " + register, "jmp near again+0x6000")));
  }

  private void loop() {
    String start = label();
    add("mov " + (setting.bits == 32 ? "ecx" : "cx") + ", " + (1 + random.nextInt(5)));
    add(start + ":");
    risky("add " + pick(List.of("al", "dl")) + ", " + memory());
    add("mov " + (setting.bits == 32 ? "ecx, ecx" : "cx, cx"));
    add("loop " + start);
  }

  private void loadSegment(String name) {
    add("mov ax, " + setting.selector(random.nextInt(4)));
    add("mov " + name + ", ax");
  }

  /** An instruction that may fault. */
  private void risky(String line) {
    String next = label();
    add("mov dword [fs:%d], %s".formatted(RESUME, next));
    add(line);
    add(next + ":");
  }

  private String anywhere() {
    int bits = pick(List.of(8, 16, 32));
    return random.nextBoolean() ? register(bits) : sized(bits);
  }

  private String sized(int bits) {
    return (bits == 8 ? "byte " : bits == 16 ? "word " : "dword ") + memory();
  }

  private String memory() {
    String address =
        random.nextInt(4) == 0 != (setting.bits == 16)
            ? pick(List.of("bx+si", "bp+di", "di", "bx", "si", "bp"))
            : pick(List.of("ebx+esi*4", "ebp", "esp", "edi+ecx", "eax*2", "edx", "ebx"));
    int displacement = pick(List.of(0, 1, 0x10, 0x7F, 0xFF, 0x3FC, 0x3FE, -4, -1));
    return "[%s%s%+d]".formatted(pick(OVERRIDES), address, displacement);
  }

  private int wide() {
    return random.nextBoolean() ? 16 : 32;
  }

  private String register(int bits) {
    if (bits == 8) {
      return BYTES[random.nextInt(BYTES.length)];
    }
    String word = WORDS[random.nextInt(WORDS.length)];
    return bits == 32 ? "e" + word : word;
  }

  private String label() {
    return "l" + labels++;
  }

  private void add(String line) {
    lines.add(line);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
