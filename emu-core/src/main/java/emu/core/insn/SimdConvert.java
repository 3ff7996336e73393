package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;
import emu.core.softfloat.F32;
import emu.core.softfloat.F64;
import emu.core.softfloat.FloatStatus;

/** SSE conversions between numbers and integers (SDM 1, 5.5.1.6 and 5.6.1.6). */
public final class SimdConvert {
  private SimdConvert() {}

  public static long cvtdq2ps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, intsToSingles(s, b));
  }

  public static long cvtpi2ps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, intsToSingles(s, b));
  }

  private static long intsToSingles(FloatStatus s, long b) {
    int low = F32.fromLong(s, Flags.signExtend(b, 32));
    return Mxcsr.pair(low, F32.fromLong(s, b >> 32));
  }

  public static void cvtdq2pd(Cpu cpu, Insn insn) {
    long b = SimdOperands.readLow(cpu, insn, 1);
    long low = Double.doubleToRawLongBits((double) (int) b);
    long high = Double.doubleToRawLongBits((double) (int) (b >>> 32));
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, high);
  }

  public static void cvtpi2pd(Cpu cpu, Insn insn) {
    cvtdq2pd(cpu, insn);
  }

  public static void cvtsi2ss(Cpu cpu, Insn insn) {
    long value = X87Transfer.signed(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    long result = Mxcsr.end(cpu, s, F32.fromLong(s, value)) & 0xFFFF_FFFFL;
    int at = 2 * insn.operand(0).number();
    cpu.xmm[at] = cpu.xmm[at] & ~0xFFFF_FFFFL | result;
  }

  public static void cvtsi2sd(Cpu cpu, Insn insn) {
    long value = X87Transfer.signed(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    cpu.xmm[2 * insn.operand(0).number()] = Mxcsr.end(cpu, s, F64.fromLong(s, value));
  }

  public static long cvtss2sd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.toF64(s, (int) b));
  }

  public static long cvtsd2ss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.toF32(s, b));
  }

  public static void cvtps2pd(Cpu cpu, Insn insn) {
    long b = SimdOperands.readLow(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    long low = F32.toF64(s, (int) b);
    long high = F32.toF64(s, (int) (b >>> 32));
    Mxcsr.end(cpu, s);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, high);
  }

  public static void cvtpd2ps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F64.toF32(s, cpu.operandLow);
    int high = F64.toF32(s, cpu.operandHigh);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), Mxcsr.end(cpu, s, low, high), 0);
  }

  public static long cvtps2dq(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, singlesToInts(s, b, s.rounding));
  }

  public static long cvttps2dq(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, singlesToInts(s, b, FloatStatus.TO_ZERO));
  }

  public static long cvtps2pi(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, singlesToInts(s, b, s.rounding));
  }

  public static long cvttps2pi(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, singlesToInts(s, b, FloatStatus.TO_ZERO));
  }

  private static long singlesToInts(FloatStatus s, long b, int rounding) {
    int low = F32.toInt(s, (int) b, rounding);
    return Mxcsr.pair(low, F32.toInt(s, (int) (b >>> 32), rounding));
  }

  public static void cvtpd2dq(Cpu cpu, Insn insn) {
    long ints = doublesToInts(cpu, insn, Mxcsr.begin(cpu).rounding);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), ints, 0);
  }

  public static void cvttpd2dq(Cpu cpu, Insn insn) {
    long ints = doublesToInts(cpu, insn, FloatStatus.TO_ZERO);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), ints, 0);
  }

  public static void cvtpd2pi(Cpu cpu, Insn insn) {
    long ints = doublesToInts(cpu, insn, Mxcsr.begin(cpu).rounding);
    SimdOperands.writeMmx(cpu, insn.operand(0).number(), ints);
  }

  public static void cvttpd2pi(Cpu cpu, Insn insn) {
    long ints = doublesToInts(cpu, insn, FloatStatus.TO_ZERO);
    SimdOperands.writeMmx(cpu, insn.operand(0).number(), ints);
  }

  private static long doublesToInts(Cpu cpu, Insn insn, int rounding) {
    SimdOperands.load(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F64.toInt(s, cpu.operandLow, rounding);
    int high = F64.toInt(s, cpu.operandHigh, rounding);
    return Mxcsr.end(cpu, s, low, high);
  }

  public static void cvtss2si(Cpu cpu, Insn insn) {
    singleToInteger(cpu, insn, Mxcsr.begin(cpu).rounding);
  }

  public static void cvttss2si(Cpu cpu, Insn insn) {
    singleToInteger(cpu, insn, FloatStatus.TO_ZERO);
  }

  private static void singleToInteger(Cpu cpu, Insn insn, int rounding) {
    int a = (int) SimdOperands.readLow(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    boolean wide = insn.operand(0).bits() == 64;
    long result = wide ? F32.toLong(s, a, rounding) : F32.toInt(s, a, rounding);
    Operands.write(cpu, insn, 0, Mxcsr.end(cpu, s, result));
  }

  public static void cvtsd2si(Cpu cpu, Insn insn) {
    doubleToInteger(cpu, insn, Mxcsr.begin(cpu).rounding);
  }

  public static void cvttsd2si(Cpu cpu, Insn insn) {
    doubleToInteger(cpu, insn, FloatStatus.TO_ZERO);
  }

  private static void doubleToInteger(Cpu cpu, Insn insn, int rounding) {
    long a = SimdOperands.readLow(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    boolean wide = insn.operand(0).bits() == 64;
    long result = wide ? F64.toLong(s, a, rounding) : F64.toInt(s, a, rounding);
    Operands.write(cpu, insn, 0, Mxcsr.end(cpu, s, result));
  }
}
