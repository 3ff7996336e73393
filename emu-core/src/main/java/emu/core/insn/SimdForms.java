package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import java.util.function.LongBinaryOperator;

/** Shapes that MMX instructions and their 128-bit twins have in common. */
final class SimdForms {
  private SimdForms() {}

  /**
   * Each operand shrinks to half its width; the results stand side by side, the first operand's
   * lower. {@code f} takes two 64-bit words to one: in the MMX form the two operands, else the two
   * halves of an operand.
   */
  static void reduce(Cpu cpu, Insn insn, LongBinaryOperator f) {
    int number = insn.operand(0).number();
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      long b = SimdOperands.readLow(cpu, insn, 1);
      SimdOperands.writeMmx(cpu, number, f.applyAsLong(cpu.fpu.mantissa[number], b));
    } else {
      SimdOperands.load(cpu, insn, 1);
      long low = f.applyAsLong(cpu.xmm[2 * number], cpu.xmm[2 * number + 1]);
      long high = f.applyAsLong(cpu.operandLow, cpu.operandHigh);
      SimdOperands.writeXmm(cpu, number, low, high);
    }
  }

  /**
   * Interleaves the lower halves of the operands. {@code low} and {@code high} interleave the lower
   * and the upper halves of two 64-bit words.
   */
  static void unpackLow(Cpu cpu, Insn insn, LongBinaryOperator low, LongBinaryOperator high) {
    int number = insn.operand(0).number();
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      long b = SimdOperands.readLow(cpu, insn, 1);
      SimdOperands.writeMmx(cpu, number, low.applyAsLong(cpu.fpu.mantissa[number], b));
    } else {
      SimdOperands.load(cpu, insn, 1);
      long a = cpu.xmm[2 * number];
      long b = cpu.operandLow;
      SimdOperands.writeXmm(cpu, number, low.applyAsLong(a, b), high.applyAsLong(a, b));
    }
  }

  /** Interleaves the upper halves of the operands. */
  static void unpackHigh(Cpu cpu, Insn insn, LongBinaryOperator low, LongBinaryOperator high) {
    int number = insn.operand(0).number();
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      long b = SimdOperands.readLow(cpu, insn, 1);
      SimdOperands.writeMmx(cpu, number, high.applyAsLong(cpu.fpu.mantissa[number], b));
    } else {
      SimdOperands.load(cpu, insn, 1);
      long a = cpu.xmm[2 * number + 1];
      long b = cpu.operandHigh;
      SimdOperands.writeXmm(cpu, number, low.applyAsLong(a, b), high.applyAsLong(a, b));
    }
  }
}
