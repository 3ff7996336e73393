package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F32;
import emu.core.softfloat.F64;
import emu.core.softfloat.FloatStatus;

/**
 * SSE3 and SSE4.1 arithmetic across the elements of a register (SDM 1, 5.7.2, 5.7.3 and 5.10.2).
 */
public final class SimdHorizontal {
  private SimdHorizontal() {}

  public static void haddps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = addPairs(s, cpu.xmm[at], cpu.xmm[at + 1]);
    long high = addPairs(s, cpu.operandLow, cpu.operandHigh);
    write(cpu, insn, s, low, high);
  }

  private static long addPairs(FloatStatus s, long first, long second) {
    return Mxcsr.pair(
        F32.add(s, (int) first, (int) (first >>> 32)),
        F32.add(s, (int) second, (int) (second >>> 32)));
  }

  public static void hsubps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = subtractPairs(s, cpu.xmm[at], cpu.xmm[at + 1]);
    long high = subtractPairs(s, cpu.operandLow, cpu.operandHigh);
    write(cpu, insn, s, low, high);
  }

  private static long subtractPairs(FloatStatus s, long first, long second) {
    return Mxcsr.pair(
        F32.subtract(s, (int) first, (int) (first >>> 32)),
        F32.subtract(s, (int) second, (int) (second >>> 32)));
  }

  public static void haddpd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = F64.add(s, cpu.xmm[at], cpu.xmm[at + 1]);
    long high = F64.add(s, cpu.operandLow, cpu.operandHigh);
    write(cpu, insn, s, low, high);
  }

  public static void hsubpd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = F64.subtract(s, cpu.xmm[at], cpu.xmm[at + 1]);
    long high = F64.subtract(s, cpu.operandLow, cpu.operandHigh);
    write(cpu, insn, s, low, high);
  }

  /** ADDSUBPS: subtracts the even elements, adds the odd ones. */
  public static long addsubps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.subtract(s, (int) a, (int) b);
    int high = F32.add(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  /** ADDSUBPD: subtracts the low element, adds the high one. */
  public static void addsubpd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = F64.subtract(s, cpu.xmm[at], cpu.operandLow);
    long high = F64.add(s, cpu.xmm[at + 1], cpu.operandHigh);
    write(cpu, insn, s, low, high);
  }

  /**
   * DPPS: bits 7:4 of the immediate choose the products that are summed, bits 3:0 the elements that
   * get the sum.
   */
  public static void dpps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    int choice = (int) insn.immediate();
    FloatStatus s = Mxcsr.begin(cpu);
    long products = products(s, cpu.xmm[at], cpu.operandLow, choice >> 4);
    long moreProducts = products(s, cpu.xmm[at + 1], cpu.operandHigh, choice >> 6);
    endProducts(cpu, s);
    int sum = F32.add(s, (int) products, (int) (products >>> 32));
    int moreSum = F32.add(s, (int) moreProducts, (int) (moreProducts >>> 32));
    int total = F32.add(s, sum, moreSum);
    write(cpu, insn, s, chosen(total, choice), chosen(total, choice >> 2));
  }

  /** What the multiplications raise is settled before anything is added. */
  private static void endProducts(Cpu cpu, FloatStatus s) {
    if (s.masks != FloatStatus.ALL) {
      Mxcsr.end(cpu, s);
    }
  }

  private static long products(FloatStatus s, long a, long b, int choice) {
    int low = (choice & 1) == 0 ? 0 : F32.multiply(s, (int) a, (int) b);
    int high = (choice & 2) == 0 ? 0 : F32.multiply(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.pair(low, high);
  }

  private static long chosen(int value, int choice) {
    return Mxcsr.pair((choice & 1) == 0 ? 0 : value, (choice & 2) == 0 ? 0 : value);
  }

  /**
   * DPPD: bits 5:4 of the immediate choose the products that are summed, bits 1:0 the elements that
   * get the sum.
   */
  public static void dppd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    int choice = (int) insn.immediate();
    FloatStatus s = Mxcsr.begin(cpu);
    long first = (choice & 0x10) == 0 ? 0 : F64.multiply(s, cpu.xmm[at], cpu.operandLow);
    long second = (choice & 0x20) == 0 ? 0 : F64.multiply(s, cpu.xmm[at + 1], cpu.operandHigh);
    endProducts(cpu, s);
    long sum = F64.add(s, first, second);
    write(cpu, insn, s, (choice & 1) == 0 ? 0 : sum, (choice & 2) == 0 ? 0 : sum);
  }

  private static void write(Cpu cpu, Insn insn, FloatStatus s, long low, long high) {
    Mxcsr.end(cpu, s);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, high);
  }
}
