package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;
import emu.core.softfloat.F32;
import emu.core.softfloat.F64;
import emu.core.softfloat.FloatStatus;
import emu.core.softfloat.Relation;

/** SSE comparisons (SDM 1, 5.5.1.3, 5.6.1.3 and 5.10.10). */
public final class SimdCompare {
  private SimdCompare() {}

  public static void comiss(Cpu cpu, Insn insn) {
    singleToFlags(cpu, insn, true);
  }

  public static void ucomiss(Cpu cpu, Insn insn) {
    singleToFlags(cpu, insn, false);
  }

  private static void singleToFlags(Cpu cpu, Insn insn, boolean signaling) {
    int b = (int) SimdOperands.readLow(cpu, insn, 1);
    int a = (int) cpu.xmm[2 * insn.operand(0).number()];
    FloatStatus s = Mxcsr.begin(cpu);
    int relation = F32.compare(s, a, b, signaling);
    Mxcsr.end(cpu, s);
    Flags.setStatus(cpu, X87Compare.flags(relation));
  }

  public static void comisd(Cpu cpu, Insn insn) {
    doubleToFlags(cpu, insn, true);
  }

  public static void ucomisd(Cpu cpu, Insn insn) {
    doubleToFlags(cpu, insn, false);
  }

  private static void doubleToFlags(Cpu cpu, Insn insn, boolean signaling) {
    long b = SimdOperands.readLow(cpu, insn, 1);
    long a = cpu.xmm[2 * insn.operand(0).number()];
    FloatStatus s = Mxcsr.begin(cpu);
    int relation = F64.compare(s, a, b, signaling);
    Mxcsr.end(cpu, s);
    Flags.setStatus(cpu, X87Compare.flags(relation));
  }

  public static void cmpps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = singles(s, insn, cpu.xmm[2 * number], cpu.operandLow);
    long high = singles(s, insn, cpu.xmm[2 * number + 1], cpu.operandHigh);
    Mxcsr.end(cpu, s);
    SimdOperands.writeXmm(cpu, number, low, high);
  }

  private static long singles(FloatStatus s, Insn insn, long a, long b) {
    return Mxcsr.pair(
        single(s, insn, (int) a, (int) b), single(s, insn, (int) (a >>> 32), (int) (b >>> 32)));
  }

  public static void cmppd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long low = real(s, insn, cpu.xmm[2 * number], cpu.operandLow);
    long high = real(s, insn, cpu.xmm[2 * number + 1], cpu.operandHigh);
    Mxcsr.end(cpu, s);
    SimdOperands.writeXmm(cpu, number, low, high);
  }

  public static void cmpss(Cpu cpu, Insn insn) {
    int b = (int) SimdOperands.readLow(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    long result = Mxcsr.end(cpu, s, single(s, insn, (int) cpu.xmm[at], b)) & 0xFFFF_FFFFL;
    cpu.xmm[at] = cpu.xmm[at] & ~0xFFFF_FFFFL | result;
  }

  public static void cmpsd(Cpu cpu, Insn insn) {
    long b = SimdOperands.readLow(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    FloatStatus s = Mxcsr.begin(cpu);
    cpu.xmm[at] = Mxcsr.end(cpu, s, real(s, insn, cpu.xmm[at], b));
  }

  private static int single(FloatStatus s, Insn insn, int a, int b) {
    int predicate = (int) insn.immediate() & 7;
    return holds(predicate, F32.compare(s, a, b, isSignaling(predicate))) ? -1 : 0;
  }

  private static long real(FloatStatus s, Insn insn, long a, long b) {
    int predicate = (int) insn.immediate() & 7;
    return holds(predicate, F64.compare(s, a, b, isSignaling(predicate))) ? -1 : 0;
  }

  /** Whether a quiet NaN raises IE: LT, LE, NLT and NLE. */
  private static boolean isSignaling(int predicate) {
    return (predicate & 3) == 1 || (predicate & 3) == 2;
  }

  /** EQ, LT, LE, UNORD, and from 4 on their opposites (SDM 2A, CMPPS, table 3-1). */
  private static boolean holds(int predicate, int relation) {
    boolean holds =
        switch (predicate & 3) {
          case 0 -> relation == Relation.EQUAL;
          case 1 -> relation == Relation.LESS;
          case 2 -> relation == Relation.LESS || relation == Relation.EQUAL;
          default -> relation == Relation.UNORDERED;
        };
    return holds == (predicate < 4);
  }

  /** PTEST: ZF says that a and b have no bit in common, CF that b has none that a has not. */
  public static void ptest(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int at = 2 * insn.operand(0).number();
    boolean disjoint = (cpu.operandLow & cpu.xmm[at] | cpu.operandHigh & cpu.xmm[at + 1]) == 0;
    boolean contained = (cpu.operandLow & ~cpu.xmm[at] | cpu.operandHigh & ~cpu.xmm[at + 1]) == 0;
    Flags.setStatus(cpu, (disjoint ? Flags.ZF : 0) | (contained ? Flags.CF : 0));
  }
}
