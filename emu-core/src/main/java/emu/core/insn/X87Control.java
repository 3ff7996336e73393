package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Fpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;

/** x87 control instructions (SDM 1, 5.2.6). */
public final class X87Control {
  /** Bits of the control word that can be changed; bit 6 is always set. */
  private static final int CONTROL_BITS = 0x1F3F;

  private static final int CONTROL_FIXED = 0x40;
  private static final int MASKS = 0x3F;

  /** Exception flags, stack fault, ES and B. */
  private static final int EXCEPTIONS = 0x80FF;

  private static final int TOP_SHIFT = 11;

  private X87Control() {}

  public static void fnop(Cpu cpu, Insn insn) {
    X87.noteInstruction(cpu, insn);
  }

  /** FNENI, FNDISI and FNSETPM, which do nothing since the 387. */
  public static void ignored(Cpu cpu, Insn insn) {}

  public static void fninit(Cpu cpu, Insn insn) {
    cpu.fpu.init();
  }

  public static void fnclex(Cpu cpu, Insn insn) {
    cpu.fpu.status &= ~EXCEPTIONS;
  }

  public static void fdecstp(Cpu cpu, Insn insn) {
    X87.begin(cpu, insn);
    cpu.fpu.top = cpu.fpu.top - 1 & 7;
  }

  public static void fincstp(Cpu cpu, Insn insn) {
    X87.begin(cpu, insn);
    cpu.fpu.top = cpu.fpu.top + 1 & 7;
  }

  public static void ffree(Cpu cpu, Insn insn) {
    X87.begin(cpu, insn);
    cpu.fpu.empty |= 1 << X87.physical(cpu.fpu, insn.operand(0).number());
  }

  public static void ffreep(Cpu cpu, Insn insn) {
    ffree(cpu, insn);
    X87.pop(cpu.fpu);
  }

  /** FNSTSW, to memory or AX. */
  public static void fnstsw(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, statusWord(cpu.fpu));
  }

  public static void fnstcw(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, cpu.fpu.control);
  }

  public static void fldcw(Cpu cpu, Insn insn) {
    setControl(cpu.fpu, (int) Operands.read(cpu, insn, 0));
    X87.updateSummary(cpu.fpu);
  }

  /** The status word with TOP. */
  static int statusWord(Fpu fpu) {
    return fpu.status | fpu.top << TOP_SHIFT;
  }

  /** Sets the status word, TOP included, but for ES and B, which follow from the control word. */
  static void setStatusWord(Fpu fpu, int value) {
    fpu.top = value >> TOP_SHIFT & 7;
    fpu.status = value & ~(7 << TOP_SHIFT) & 0xFFFF;
    X87.updateSummary(fpu);
  }

  static void setControl(Fpu fpu, int value) {
    fpu.control = value & CONTROL_BITS | CONTROL_FIXED;
  }

  /**
   * The tag word (SDM 1, 8.1.7): for each physical register 0 valid, 1 zero, 2 special, 3 empty.
   */
  static int tagWord(Fpu fpu) {
    int tags = 0;
    for (int i = 7; i >= 0; i--) {
      tags = tags << 2 | tag(fpu, i);
    }
    return tags;
  }

  private static int tag(Fpu fpu, int number) {
    if ((fpu.empty >> number & 1) != 0) {
      return 3;
    }
    F80 a = fpu.a.set(fpu.signExponent[number], fpu.mantissa[number]);
    if (a.isZero()) {
      return 1;
    }
    return a.exponent() == 0 || a.exponent() == 0x7FFF || a.isUnsupported() ? 2 : 0;
  }

  /** Sets which registers are empty from a tag word; the other tags follow from the registers. */
  static void setTagWord(Fpu fpu, int tags) {
    fpu.empty = 0;
    for (int i = 0; i < 8; i++) {
      if ((tags >> 2 * i & 3) == 3) {
        fpu.empty |= 1 << i;
      }
    }
  }

  /** FNSTENV: stores the environment and masks all exceptions. */
  public static void fnstenv(Cpu cpu, Insn insn) {
    X87Environment.store(cpu, X87Environment.writable(cpu, insn, 0), insn.operandSize());
    cpu.fpu.control |= MASKS;
    X87.updateSummary(cpu.fpu);
  }

  public static void fldenv(Cpu cpu, Insn insn) {
    X87Environment.load(cpu, X87Environment.readable(cpu, insn, 0), insn.operandSize());
  }

  /** FNSAVE: stores environment and registers, and does as FNINIT. */
  public static void fnsave(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    long linear = X87Environment.writable(cpu, insn, 8);
    X87Environment.store(cpu, linear, insn.operandSize());
    for (int i = 0; i < 8; i++) {
      long at = linear + X87Environment.size(insn.operandSize()) + 10L * i;
      X87Memory.storeToImage(cpu, at, X87.read(fpu, i, fpu.a));
    }
    fpu.init();
  }

  public static void frstor(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    long linear = X87Environment.readable(cpu, insn, 8);
    X87Environment.load(cpu, linear, insn.operandSize());
    int empty = fpu.empty;
    for (int i = 0; i < 8; i++) {
      long at = linear + X87Environment.size(insn.operandSize()) + 10L * i;
      X87.write(fpu, i, X87Memory.loadFromImage(cpu, at, fpu.a));
    }
    fpu.empty = empty;
  }
}
