package emu.jit.programs;

import java.util.List;

/** Text of random SSE, MMX and x87 instructions. */
final class VectorInstructions {
  private static final List<String> PACKED =
      List.of(
          "paddb",
          "paddw",
          "paddd",
          "paddq",
          "psubb",
          "psubd",
          "psubq",
          "pand",
          "pandn",
          "por",
          "pxor",
          "pcmpeqb",
          "pcmpeqd",
          "pcmpgtw",
          "pminub",
          "pmaxsw",
          "pmuludq",
          "pmullw",
          "punpcklbw",
          "punpckhqdq",
          "punpckldq",
          "packuswb",
          "pshufb",
          "pavgb",
          "psadbw",
          "xorps",
          "andpd",
          "pmulld",
          "pminsd",
          "phaddd",
          "pabsd");
  private static final List<String> FLOATING =
      List.of(
          "addps",
          "mulpd",
          "subps",
          "divpd",
          "minps",
          "maxpd",
          "sqrtps",
          "cvtdq2ps",
          "cvttps2dq",
          "unpcklps");
  private static final List<String> SCALAR =
      List.of("addsd", "subsd", "mulsd", "divsd", "sqrtsd", "minsd", "ucomisd", "comisd");
  private static final List<String> SCALAR_SINGLE =
      List.of("addss", "subss", "mulss", "divss", "maxss", "ucomiss");
  private static final List<String> MOVES =
      List.of("movdqu", "movups", "movupd", "movdqa", "movaps", "movapd");
  private static final List<String> SHIFTS =
      List.of("psllw", "pslld", "psllq", "psrlw", "psrld", "psrlq", "psraw", "psrad");

  private final Operands operands;

  VectorInstructions(Operands operands) {
    this.operands = operands;
  }

  void add(List<String> lines) {
    switch (operands.below(14)) {
      case 0, 1, 2 -> move(lines);
      case 3, 4, 5 -> lines.add(operands.pick(PACKED) + " " + operands.xmm() + ", " + source());
      case 6 -> lines.add(operands.pick(FLOATING) + " " + operands.xmm() + ", " + source());
      case 7 -> lines.add(scalar(SCALAR, 64));
      case 8 -> lines.add(scalar(SCALAR_SINGLE, 32));
      case 9 ->
          lines.add(
              operands.pick(SHIFTS)
                  + " "
                  + operands.xmm()
                  + ", "
                  + (operands.oneIn(2) ? operands.below(70) : operands.xmm()));
      case 10 -> shuffle(lines);
      case 11 -> between(lines);
      case 12 -> x87(lines);
      default -> mmx(lines);
    }
  }

  /** A register, or memory that is aligned. */
  private String source() {
    return operands.oneIn(3) ? "[r14+" + operands.alignedOffset() + "]" : operands.xmm();
  }

  private void move(List<String> lines) {
    String name = operands.pick(MOVES);
    boolean aligned = MOVES.indexOf(name) >= 3;
    String memory = aligned ? "[r14+" + operands.alignedOffset() + "]" : operands.memory();
    lines.add(
        switch (operands.below(3)) {
          case 0 -> name + " " + operands.xmm() + ", " + operands.xmm();
          case 1 -> name + " " + operands.xmm() + ", " + memory;
          default -> name + " " + memory + ", " + operands.xmm();
        });
  }

  private String scalar(List<String> names, int bits) {
    String source = operands.oneIn(2) ? operands.sizedMemory(bits) : operands.xmm();
    return operands.pick(names) + " " + operands.xmm() + ", " + source;
  }

  private void shuffle(List<String> lines) {
    String name = operands.pick(List.of("pshufd", "pshuflw", "shufps", "palignr", "pshufhw"));
    lines.add(name + " " + operands.xmm() + ", " + source() + ", " + operands.below(256));
  }

  /** Between vector registers, general registers and memory, in other widths. */
  private void between(List<String> lines) {
    lines.add(
        switch (operands.below(10)) {
          case 0 -> "movd " + operands.xmm() + ", " + operands.register(32);
          case 1 -> "movq " + operands.register(64) + ", " + operands.xmm();
          case 2 -> "movq " + operands.xmm() + ", " + operands.sizedMemory(64);
          case 3 -> "movq " + operands.sizedMemory(64) + ", " + operands.xmm();
          case 4 -> "pmovmskb " + operands.register(32) + ", " + operands.xmm();
          case 5 -> "cvtsi2sd " + operands.xmm() + ", " + operands.register(64);
          case 6 -> "cvttsd2si " + operands.register(64) + ", " + operands.xmm();
          case 7 -> "movhps " + operands.memory() + ", " + operands.xmm();
          case 8 -> "movsd " + operands.xmm() + ", " + operands.sizedMemory(64);
          default -> "movss " + operands.sizedMemory(32) + ", " + operands.xmm();
        });
  }

  private void x87(List<String> lines) {
    lines.add("fld " + operands.sizedMemory(operands.oneIn(2) ? 64 : 32));
    lines.add(operands.pick(List.of("fadd", "fmul", "fsub")) + " " + operands.sizedMemory(64));
    if (operands.oneIn(2)) {
      lines.add("fcomi st0, st0");
    }
    lines.add("fstp " + operands.sizedMemory(64));
  }

  private void mmx(List<String> lines) {
    String target = "mm" + operands.below(8);
    lines.add("movq " + target + ", " + operands.sizedMemory(64));
    lines.add("paddb " + target + ", mm" + operands.below(8));
    lines.add("movq " + operands.sizedMemory(64) + ", " + target);
    lines.add("emms");
  }
}
