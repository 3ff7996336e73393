package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Fpu;
import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;
import emu.core.softfloat.FloatStatus;

/**
 * The x87 register stack and exceptions: what all x87 instructions have in common (SDM 1, 8.1 to
 * 8.5).
 */
final class X87 {
  static final int C0 = 0x100;
  static final int C1 = 0x200;
  static final int C2 = 0x400;
  static final int C3 = 0x4000;

  /** Status word: stack fault. */
  static final int STACK_FAULT = 0x40;

  /** Status word: an unmasked exception is pending (ES), and its old twin (B). */
  static final int SUMMARY = 0x8080;

  private static final int BEFORE_COMPUTATION =
      FloatStatus.INVALID | FloatStatus.DENORMAL | FloatStatus.ZERO_DIVIDE;

  private X87() {}

  /**
   * Starts an instruction that is not a control instruction, after its memory operand has been read
   * or found writable: notes where it and the operand are.
   *
   * @return the environment for its operation, with no flags raised
   */
  static FloatStatus begin(Cpu cpu, Insn insn) {
    noteInstruction(cpu, insn);
    for (int i = 0; i < insn.operands().size(); i++) {
      if (insn.isMemory(i)) {
        cpu.fpu.lastOperand = Operands.effectiveAddress(cpu, insn);
        cpu.fpu.lastOperandSelector = cpu.segments[insn.segment()].selector;
      }
    }
    FloatStatus s = cpu.fpu.environment;
    s.setControlWord(cpu.fpu.control);
    s.flags = 0;
    s.roundedUp = false;
    s.widenedDenormal = false;
    cpu.fpu.status &= ~C1;
    return s;
  }

  /** Notes where an instruction is that is not a control instruction. */
  static void noteInstruction(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    long start = cpu.rip - insn.length();
    fpu.lastInstruction = cpu.is64BitCode() ? start : start & 0xFFFF_FFFFL;
    fpu.lastInstructionSelector = cpu.segments[Segment.CS].selector;
    fpu.lastInsn = insn;
  }

  /** Takes over the flags that the operation raised, and C1. */
  static void end(Fpu fpu, FloatStatus s) {
    fpu.status |= s.flags | (s.roundedUp ? C1 : 0);
    if ((s.flags & ~s.masks) != 0) {
      fpu.status |= SUMMARY;
    }
  }

  /**
   * As {@link #end}; false if an unmasked exception forbids that a register be written or the stack
   * be moved.
   */
  static boolean endToRegister(Fpu fpu, FloatStatus s) {
    end(fpu, s);
    return (s.flags & ~s.masks & BEFORE_COMPUTATION) == 0;
  }

  /**
   * As {@link #end}; false if an unmasked exception forbids that memory be written or the stack be
   * moved.
   */
  static boolean endToMemory(Fpu fpu, FloatStatus s) {
    boolean done = (s.flags & ~s.masks & ~FloatStatus.INEXACT) == 0;
    if (!done) {
      // Nothing is stored, and so nothing counts as rounded.
      s.flags &= ~FloatStatus.INEXACT;
      s.roundedUp = false;
    }
    end(fpu, s);
    return done;
  }

  /** Brings ES and B in line with the flags and masks, after either was loaded. */
  static void updateSummary(Fpu fpu) {
    boolean pending = (fpu.status & ~fpu.control & FloatStatus.ALL) != 0;
    fpu.status = pending ? fpu.status | SUMMARY : fpu.status & ~SUMMARY;
  }

  /**
   * Raises a stack fault: an empty register read, or ({@code overflow}) a valid one about to be
   * pushed over.
   */
  static void stackFault(Fpu fpu, FloatStatus s, boolean overflow) {
    s.raise(FloatStatus.INVALID);
    fpu.status = fpu.status & ~C1 | STACK_FAULT;
    s.roundedUp = overflow;
  }

  /** Number of the physical register that is ST(i). */
  static int physical(Fpu fpu, int i) {
    return fpu.top + i & 7;
  }

  static boolean isEmpty(Fpu fpu, int i) {
    return (fpu.empty >> physical(fpu, i) & 1) != 0;
  }

  /** Reads ST(i) into {@code r}, whether it is empty or not. */
  static F80 read(Fpu fpu, int i, F80 r) {
    int number = physical(fpu, i);
    return r.set(fpu.signExponent[number], fpu.mantissa[number]);
  }

  /** Writes ST(i), which becomes valid. */
  static void write(Fpu fpu, int i, F80 value) {
    int number = physical(fpu, i);
    fpu.signExponent[number] = value.signExponent;
    fpu.mantissa[number] = value.significand;
    fpu.empty &= ~(1 << number);
  }

  static void push(Fpu fpu, F80 value) {
    fpu.top = fpu.top - 1 & 7;
    write(fpu, 0, value);
  }

  static void pop(Fpu fpu) {
    fpu.empty |= 1 << fpu.top;
    fpu.top = fpu.top + 1 & 7;
  }

  /** As {@link #begin}, for instructions that leave C1 alone unless there is a stack fault. */
  static FloatStatus beginKeepingC1(Cpu cpu, Insn insn) {
    int c1 = cpu.fpu.status & C1;
    FloatStatus s = begin(cpu, insn);
    cpu.fpu.status |= c1;
    return s;
  }

  /**
   * Pushes a value that the instruction has computed, or the indefinite on overflow of the stack,
   * if flags allow.
   */
  static void finishPush(Fpu fpu, FloatStatus s, F80 value) {
    if (!isEmpty(fpu, 7)) {
      s.flags = 0;
      stackFault(fpu, s, true);
      value.setIndefinite();
    }
    end(fpu, s);
    // A denormal in memory is loaded even if DE is unmasked.
    if ((s.flags & ~s.masks & FloatStatus.INVALID) == 0) {
      push(fpu, value);
    }
  }
}
