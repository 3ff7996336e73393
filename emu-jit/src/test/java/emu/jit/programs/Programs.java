package emu.jit.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes programs from seeds. */
final class Programs {
  private static final int EVENTS = 120;

  private Programs() {}

  /** One loop around a stretch of instructions without branches. */
  static Program block(long seed) {
    Random random = new Random(seed);
    Operands operands = new Operands(random);
    Instructions instructions = new Instructions(operands);
    List<String> lines = new ArrayList<>(start(operands));
    lines.add("again: lea r13, [rel next]");
    int count = 4 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      lines.addAll(instructions.next());
    }
    lines.addAll(end());
    Section code = new Section(Layout.CODE, Layout.CODE, List.copyOf(lines));
    return new Program(seed, List.of(code), events(random));
  }

  /** A loop around all that guests do. */
  static Program whole(long seed) {
    Random random = new Random(seed);
    Operands operands = new Operands(random);
    ProgramText text = new ProgramText(operands);
    List<String> lines = new ArrayList<>(start(operands));
    if (operands.oneIn(2)) {
      // So that the loop lies on two pages.
      lines.add("jmp near again");
      lines.add("times 0x1000 - " + operands.below(300) + " - ($ - $$) db 0xCC");
    }
    lines.addAll(text.body());
    lines.addAll(end());
    lines.addAll(text.functions());
    return new Program(
        seed,
        List.of(
            new Section(Layout.CODE, Layout.CODE, List.copyOf(lines)),
            new Section(Layout.FIRST_BEHIND_WINDOW, Layout.WINDOW, text.windowCode()),
            new Section(Layout.SECOND_BEHIND_WINDOW, Layout.WINDOW, text.windowCode())),
        events(random));
  }

  private static List<String> start(Operands operands) {
    return List.of(
        "fninit",
        "mov r14d, " + Layout.DATA,
        "mov r12d, " + operands.below(0x400),
        "mov r15d, " + (100 + operands.below(2000)));
  }

  private static List<String> end() {
    return List.of(
        "next: int " + Guest.TO_KERNEL,
        "mov rsp, " + Layout.STACK,
        "push 0x202",
        "popfq",
        "dec r15d",
        "jnz again",
        "cli",
        "hlt");
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int after =
          switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(20);
            case 1 -> 1 + random.nextInt(3000);
            default -> 1 + random.nextInt(400);
          };
      Event.Kind kind =
          switch (random.nextInt(12)) {
            case 0, 1, 2 -> Event.Kind.INTERRUPT;
            case 3 -> Event.Kind.NMI;
            case 4 -> Event.Kind.DMA;
            case 5 -> Event.Kind.SAME_BYTES;
            default -> Event.Kind.NOTHING;
          };
      events.add(new Event(after, kind, random.nextInt()));
    }
    return List.copyOf(events);
  }
}
