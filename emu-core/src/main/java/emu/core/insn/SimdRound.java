package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F32;
import emu.core.softfloat.F64;
import emu.core.softfloat.FloatStatus;

/** SSE4.1 rounding to integral values (SDM 1, 5.10.8). */
public final class SimdRound {
  /** Immediate: round as MXCSR says, not as bits 1:0 say. */
  private static final int BY_MXCSR = 4;

  /** Immediate: raise no precision exception. */
  private static final int QUIETLY = 8;

  private SimdRound() {}

  public static void roundps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    long low = pair(s, insn, cpu.operandLow);
    long high = pair(s, insn, cpu.operandHigh);
    Mxcsr.end(cpu, s);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, high);
  }

  private static long pair(FloatStatus s, Insn insn, long a) {
    return Mxcsr.pair(single(s, insn, (int) a), single(s, insn, (int) (a >>> 32)));
  }

  public static void roundpd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    long low = real(s, insn, cpu.operandLow);
    long high = real(s, insn, cpu.operandHigh);
    Mxcsr.end(cpu, s);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, high);
  }

  public static void roundss(Cpu cpu, Insn insn) {
    int a = (int) SimdOperands.readLow(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    long result = Mxcsr.end(cpu, s, single(s, insn, a)) & 0xFFFF_FFFFL;
    int at = 2 * insn.operand(0).number();
    cpu.xmm[at] = cpu.xmm[at] & ~0xFFFF_FFFFL | result;
  }

  public static void roundsd(Cpu cpu, Insn insn) {
    long a = SimdOperands.readLow(cpu, insn, 1);
    FloatStatus s = Mxcsr.begin(cpu);
    cpu.xmm[2 * insn.operand(0).number()] = Mxcsr.end(cpu, s, real(s, insn, a));
  }

  private static int single(FloatStatus s, Insn insn, int a) {
    return F32.roundToIntegral(s, a, mode(s, insn), (insn.immediate() & QUIETLY) != 0);
  }

  private static long real(FloatStatus s, Insn insn, long a) {
    return F64.roundToIntegral(s, a, mode(s, insn), (insn.immediate() & QUIETLY) != 0);
  }

  private static int mode(FloatStatus s, Insn insn) {
    int control = (int) insn.immediate();
    return (control & BY_MXCSR) != 0 ? s.rounding : control & 3;
  }
}
