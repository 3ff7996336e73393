package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;

/** PMOVSX and PMOVZX: packed integers made longer (SDM 1, 5.10.6). */
public final class SimdExtend {
  private SimdExtend() {}

  public static void pmovsxbw(Cpu cpu, Insn insn) {
    extend(cpu, insn, 8, 16, true);
  }

  public static void pmovsxbd(Cpu cpu, Insn insn) {
    extend(cpu, insn, 8, 32, true);
  }

  public static void pmovsxbq(Cpu cpu, Insn insn) {
    extend(cpu, insn, 8, 64, true);
  }

  public static void pmovsxwd(Cpu cpu, Insn insn) {
    extend(cpu, insn, 16, 32, true);
  }

  public static void pmovsxwq(Cpu cpu, Insn insn) {
    extend(cpu, insn, 16, 64, true);
  }

  public static void pmovsxdq(Cpu cpu, Insn insn) {
    extend(cpu, insn, 32, 64, true);
  }

  public static void pmovzxbw(Cpu cpu, Insn insn) {
    extend(cpu, insn, 8, 16, false);
  }

  public static void pmovzxbd(Cpu cpu, Insn insn) {
    extend(cpu, insn, 8, 32, false);
  }

  public static void pmovzxbq(Cpu cpu, Insn insn) {
    extend(cpu, insn, 8, 64, false);
  }

  public static void pmovzxwd(Cpu cpu, Insn insn) {
    extend(cpu, insn, 16, 32, false);
  }

  public static void pmovzxwq(Cpu cpu, Insn insn) {
    extend(cpu, insn, 16, 64, false);
  }

  public static void pmovzxdq(Cpu cpu, Insn insn) {
    extend(cpu, insn, 32, 64, false);
  }

  private static void extend(Cpu cpu, Insn insn, int from, int to, boolean signed) {
    long packed = SimdOperands.readLow(cpu, insn, 1);
    int perHalf = 64 / to;
    long low = half(packed, from, to, signed);
    long high = half(packed >>> from * perHalf, from, to, signed);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, high);
  }

  private static long half(long packed, int from, int to, boolean signed) {
    long result = 0;
    for (int i = 64 / to - 1; i >= 0; i--) {
      long element = packed << 64 - from * (i + 1);
      long extended = signed ? element >> 64 - from : element >>> 64 - from;
      result = to == 64 ? extended : result << to | extended & -1L >>> 64 - to;
    }
    return result;
  }
}
