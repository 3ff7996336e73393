package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import emu.core.mmu.Segmentation;

/**
 * String instructions (SDM 1 5.1.8).
 *
 * <p>One execution of a repeated one does at most {@link #SLICE} elements and then branches to
 * itself, so that interrupts come through and a fault leaves the registers of the last whole
 * iteration; with TF set or breakpoints enabled, one. MOVS, STOS and INS forwards go through host
 * memory up to the end of a page.
 */
public final class Strings {
  /** Elements that a repeated string instruction does before interrupts are looked at. */
  static final int SLICE = 4096;

  private Strings() {}

  /** One iteration of a string instruction; returns false if REPE or REPNE ends here. */
  @FunctionalInterface
  interface Step {
    boolean run(Cpu cpu, Insn insn, int bits);
  }

  public static void movs(Cpu cpu, Insn insn) {
    if (isRepeated(insn) && !cpu.debug.isActive() && BulkStrings.movs(cpu, insn)) {
      return;
    }
    repeat(cpu, insn, Strings::move);
  }

  public static void stos(Cpu cpu, Insn insn) {
    if (isRepeated(insn) && !cpu.debug.isActive() && BulkStrings.stos(cpu, insn)) {
      return;
    }
    repeat(cpu, insn, Strings::store);
  }

  public static void lods(Cpu cpu, Insn insn) {
    repeat(cpu, insn, Strings::load);
  }

  public static void cmps(Cpu cpu, Insn insn) {
    repeat(cpu, insn, Strings::compare);
  }

  public static void scas(Cpu cpu, Insn insn) {
    repeat(cpu, insn, Strings::scan);
  }

  /** Runs {@code step} once, or as the prefixes say. */
  static void repeat(Cpu cpu, Insn insn, Step step) {
    int bits = insn.operand(0).bits();
    if (!isRepeated(insn)) {
      step.run(cpu, insn, bits);
      return;
    }
    int addressBits = insn.addressSize();
    int slice = cpu.debug.isActive() ? 1 : SLICE;
    for (int done = 0; count(cpu, insn) != 0; done++) {
      if (done == slice) {
        again(cpu, insn);
        return;
      }
      boolean more = step.run(cpu, insn, bits);
      Operands.writeRegister(cpu, Cpu.RCX, cpu.r[Cpu.RCX] - 1, addressBits);
      if (!more) {
        return;
      }
    }
  }

  static boolean isRepeated(Insn insn) {
    return (insn.prefixes() & (Insn.REP | Insn.REPNE)) != 0;
  }

  /** What is left of the count in rCX. */
  static long count(Cpu cpu, Insn insn) {
    return Operands.truncate(cpu.r[Cpu.RCX], insn.addressSize());
  }

  /**
   * Branches to the instruction itself. Its breakpoint has been hit already: RF is set until the
   * last iteration (SDM 3B 17.3.1.1).
   */
  static void again(Cpu cpu, Insn insn) {
    if (cpu.debug.isActive()) {
      cpu.systemFlags |= Flags.RF;
    }
    cpu.rip -= insn.length();
    if (!cpu.is64BitCode()) {
      cpu.rip &= 0xFFFF_FFFFL;
    }
  }

  private static boolean move(Cpu cpu, Insn insn, int bits) {
    int size = bits >> 3;
    long value = cpu.mmu.load(source(cpu, insn, size), size);
    cpu.mmu.store(destination(cpu, insn, size, true), size, value);
    advance(cpu, insn, Cpu.RSI, size);
    advance(cpu, insn, Cpu.RDI, size);
    return true;
  }

  private static boolean store(Cpu cpu, Insn insn, int bits) {
    int size = bits >> 3;
    cpu.mmu.store(destination(cpu, insn, size, true), size, cpu.r[Cpu.RAX]);
    advance(cpu, insn, Cpu.RDI, size);
    return true;
  }

  private static boolean load(Cpu cpu, Insn insn, int bits) {
    int size = bits >> 3;
    Operands.writeRegister(cpu, Cpu.RAX, cpu.mmu.load(source(cpu, insn, size), size), bits);
    advance(cpu, insn, Cpu.RSI, size);
    return true;
  }

  private static boolean compare(Cpu cpu, Insn insn, int bits) {
    int size = bits >> 3;
    long a = cpu.mmu.load(source(cpu, insn, size), size);
    long b = cpu.mmu.load(destination(cpu, insn, size, false), size);
    Flags.ofSubtract(cpu, a, b, a - b, bits);
    advance(cpu, insn, Cpu.RSI, size);
    advance(cpu, insn, Cpu.RDI, size);
    return goesOn(cpu, insn);
  }

  private static boolean scan(Cpu cpu, Insn insn, int bits) {
    int size = bits >> 3;
    long a = Operands.truncate(cpu.r[Cpu.RAX], bits);
    long b = cpu.mmu.load(destination(cpu, insn, size, false), size);
    Flags.ofSubtract(cpu, a, b, a - b, bits);
    advance(cpu, insn, Cpu.RDI, size);
    return goesOn(cpu, insn);
  }

  private static boolean goesOn(Cpu cpu, Insn insn) {
    return Flags.zero(cpu) == insn.has(Insn.REP);
  }

  /** Linear address of the source, DS:rSI or as overridden. */
  static long source(Cpu cpu, Insn insn, int size) {
    long offset = Operands.truncate(cpu.r[Cpu.RSI], insn.addressSize());
    return Segmentation.linear(cpu, insn.segment(), offset, size, false);
  }

  /** Linear address of the destination, ES:rDI. */
  static long destination(Cpu cpu, Insn insn, int size, boolean write) {
    long offset = Operands.truncate(cpu.r[Cpu.RDI], insn.addressSize());
    return Segmentation.linear(cpu, Segment.ES, offset, size, write);
  }

  /** Moves rSI or rDI by {@code size} in the direction of DF. */
  static void advance(Cpu cpu, Insn insn, int register, int size) {
    int step = (cpu.systemFlags & Flags.DF) == 0 ? size : -size;
    Operands.writeRegister(cpu, register, cpu.r[register] + step, insn.addressSize());
  }
}
