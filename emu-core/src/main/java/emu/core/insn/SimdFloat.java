package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.softfloat.F32;
import emu.core.softfloat.F64;
import emu.core.softfloat.FloatStatus;

/** SSE and SSE2 arithmetic (SDM 1, 5.5.1.2 and 5.6.1.2). */
public final class SimdFloat {
  private SimdFloat() {}

  public static long addps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.add(s, (int) a, (int) b);
    int high = F32.add(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long addss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.add(s, (int) a, (int) b));
  }

  public static long addsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.add(s, a, b));
  }

  public static long addpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.add(s, a, b));
  }

  public static long subps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.subtract(s, (int) a, (int) b);
    int high = F32.subtract(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long subss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.subtract(s, (int) a, (int) b));
  }

  public static long subsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.subtract(s, a, b));
  }

  public static long subpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.subtract(s, a, b));
  }

  public static long mulps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.multiply(s, (int) a, (int) b);
    int high = F32.multiply(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long mulss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.multiply(s, (int) a, (int) b));
  }

  public static long mulsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.multiply(s, a, b));
  }

  public static long mulpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.multiply(s, a, b));
  }

  public static long divps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.divide(s, (int) a, (int) b);
    int high = F32.divide(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long divss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.divide(s, (int) a, (int) b));
  }

  public static long divsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.divide(s, a, b));
  }

  public static long divpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.divide(s, a, b));
  }

  public static long minps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.min(s, (int) a, (int) b);
    int high = F32.min(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long minss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.min(s, (int) a, (int) b));
  }

  public static long minsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.min(s, a, b));
  }

  public static long minpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.min(s, a, b));
  }

  public static long maxps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.max(s, (int) a, (int) b);
    int high = F32.max(s, (int) (a >>> 32), (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long maxss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.max(s, (int) a, (int) b));
  }

  public static long maxsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.max(s, a, b));
  }

  public static long maxpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.max(s, a, b));
  }

  public static long sqrtps(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    int low = F32.squareRoot(s, (int) b);
    int high = F32.squareRoot(s, (int) (b >>> 32));
    return Mxcsr.endHalf(cpu, s, Mxcsr.pair(low, high));
  }

  public static long sqrtss(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F32.squareRoot(s, (int) b));
  }

  public static long sqrtsd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.end(cpu, s, F64.squareRoot(s, b));
  }

  public static long sqrtpd(Cpu cpu, long a, long b) {
    FloatStatus s = Mxcsr.begin(cpu);
    return Mxcsr.endHalf(cpu, s, F64.squareRoot(s, b));
  }

  public static long rcpps(Cpu cpu, long a, long b) {
    return Mxcsr.pair(
        SimdApproximation.reciprocal((int) b), SimdApproximation.reciprocal((int) (b >>> 32)));
  }

  public static long rcpss(Cpu cpu, long a, long b) {
    return SimdApproximation.reciprocal((int) b);
  }

  public static long rsqrtps(Cpu cpu, long a, long b) {
    return Mxcsr.pair(
        SimdApproximation.reciprocalRoot((int) b),
        SimdApproximation.reciprocalRoot((int) (b >>> 32)));
  }

  public static long rsqrtss(Cpu cpu, long a, long b) {
    return SimdApproximation.reciprocalRoot((int) b);
  }
}
