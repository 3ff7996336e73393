package emu.core.insn;

import static emu.core.insn.Swar.LOW_32;
import static emu.core.insn.Swar.TOPS_16;
import static emu.core.insn.Swar.TOPS_32;
import static emu.core.insn.Swar.TOPS_8;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;

/** Packed integer arithmetic, comparison and logic (SDM 1 5.4, 5.6.3, 5.8, 5.10, 5.11). */
public final class SimdInteger {
  private SimdInteger() {}

  public static long pand(long a, long b) {
    return a & b;
  }

  public static long pandn(long a, long b) {
    return ~a & b;
  }

  public static long por(long a, long b) {
    return a | b;
  }

  public static long pxor(long a, long b) {
    return a ^ b;
  }

  public static long paddb(long a, long b) {
    return Swar.add(a, b, TOPS_8);
  }

  public static long paddw(long a, long b) {
    return Swar.add(a, b, TOPS_16);
  }

  public static long paddd(long a, long b) {
    return Swar.add(a, b, TOPS_32);
  }

  public static long paddq(long a, long b) {
    return a + b;
  }

  public static long psubb(long a, long b) {
    return Swar.subtract(a, b, TOPS_8);
  }

  public static long psubw(long a, long b) {
    return Swar.subtract(a, b, TOPS_16);
  }

  public static long psubd(long a, long b) {
    return Swar.subtract(a, b, TOPS_32);
  }

  public static long psubq(long a, long b) {
    return a - b;
  }

  public static long paddsb(long a, long b) {
    return Swar.addSaturated(a, b, TOPS_8);
  }

  public static long paddsw(long a, long b) {
    return Swar.addSaturated(a, b, TOPS_16);
  }

  public static long paddusb(long a, long b) {
    return Swar.addUnsignedSaturated(a, b, TOPS_8);
  }

  public static long paddusw(long a, long b) {
    return Swar.addUnsignedSaturated(a, b, TOPS_16);
  }

  public static long psubsb(long a, long b) {
    return Swar.subtractSaturated(a, b, TOPS_8);
  }

  public static long psubsw(long a, long b) {
    return Swar.subtractSaturated(a, b, TOPS_16);
  }

  public static long psubusb(long a, long b) {
    return Swar.subtractUnsignedSaturated(a, b, TOPS_8);
  }

  public static long psubusw(long a, long b) {
    return Swar.subtractUnsignedSaturated(a, b, TOPS_16);
  }

  public static long pavgb(long a, long b) {
    return Swar.average(a, b, TOPS_8);
  }

  public static long pavgw(long a, long b) {
    return Swar.average(a, b, TOPS_16);
  }

  public static long pcmpeqb(long a, long b) {
    return Swar.equal(a, b, TOPS_8);
  }

  public static long pcmpeqw(long a, long b) {
    return Swar.equal(a, b, TOPS_16);
  }

  public static long pcmpeqd(long a, long b) {
    return Swar.equal(a, b, TOPS_32);
  }

  public static long pcmpeqq(long a, long b) {
    return a == b ? -1 : 0;
  }

  public static long pcmpgtb(long a, long b) {
    return Swar.less(b, a, TOPS_8);
  }

  public static long pcmpgtw(long a, long b) {
    return Swar.less(b, a, TOPS_16);
  }

  public static long pcmpgtd(long a, long b) {
    return Swar.less(b, a, TOPS_32);
  }

  public static long pcmpgtq(long a, long b) {
    return a > b ? -1 : 0;
  }

  public static long pminub(long a, long b) {
    return Swar.select(Swar.below(a, b, TOPS_8), a, b);
  }

  public static long pminuw(long a, long b) {
    return Swar.select(Swar.below(a, b, TOPS_16), a, b);
  }

  public static long pminud(long a, long b) {
    return Swar.select(Swar.below(a, b, TOPS_32), a, b);
  }

  public static long pminsb(long a, long b) {
    return Swar.select(Swar.less(a, b, TOPS_8), a, b);
  }

  public static long pminsw(long a, long b) {
    return Swar.select(Swar.less(a, b, TOPS_16), a, b);
  }

  public static long pminsd(long a, long b) {
    return Swar.select(Swar.less(a, b, TOPS_32), a, b);
  }

  public static long pmaxub(long a, long b) {
    return Swar.select(Swar.below(a, b, TOPS_8), b, a);
  }

  public static long pmaxuw(long a, long b) {
    return Swar.select(Swar.below(a, b, TOPS_16), b, a);
  }

  public static long pmaxud(long a, long b) {
    return Swar.select(Swar.below(a, b, TOPS_32), b, a);
  }

  public static long pmaxsb(long a, long b) {
    return Swar.select(Swar.less(a, b, TOPS_8), b, a);
  }

  public static long pmaxsw(long a, long b) {
    return Swar.select(Swar.less(a, b, TOPS_16), b, a);
  }

  public static long pmaxsd(long a, long b) {
    return Swar.select(Swar.less(a, b, TOPS_32), b, a);
  }

  public static long pabsb(long a, long b) {
    return Swar.negate(b, Swar.negative(b, TOPS_8), TOPS_8);
  }

  public static long pabsw(long a, long b) {
    return Swar.negate(b, Swar.negative(b, TOPS_16), TOPS_16);
  }

  public static long pabsd(long a, long b) {
    return Swar.negate(b, Swar.negative(b, TOPS_32), TOPS_32);
  }

  public static long psignb(long a, long b) {
    return sign(a, b, TOPS_8);
  }

  public static long psignw(long a, long b) {
    return sign(a, b, TOPS_16);
  }

  public static long psignd(long a, long b) {
    return sign(a, b, TOPS_32);
  }

  private static long sign(long a, long b, long tops) {
    return Swar.negate(a, Swar.negative(b, tops), tops) & ~Swar.equal(b, 0, tops);
  }

  public static long pmullw(long a, long b) {
    long result = 0;
    for (int i = 0; i < 64; i += 16) {
      result |= ((a >>> i) * (b >>> i) & 0xFFFF) << i;
    }
    return result;
  }

  public static long pmulhw(long a, long b) {
    long result = 0;
    for (int i = 0; i < 64; i += 16) {
      result |= ((short) (a >>> i) * (short) (b >>> i) >>> 16 & 0xFFFFL) << i;
    }
    return result;
  }

  public static long pmulhuw(long a, long b) {
    long result = 0;
    for (int i = 0; i < 64; i += 16) {
      result |= ((a >>> i & 0xFFFF) * (b >>> i & 0xFFFF) >>> 16) << i;
    }
    return result;
  }

  public static long pmulhrsw(long a, long b) {
    long result = 0;
    for (int i = 0; i < 64; i += 16) {
      int product = (short) (a >>> i) * (short) (b >>> i);
      result |= ((product >> 14) + 1 >> 1 & 0xFFFFL) << i;
    }
    return result;
  }

  public static long pmulld(long a, long b) {
    return a * b & LOW_32 | (a >>> 32) * (b >>> 32) << 32;
  }

  public static long pmuludq(long a, long b) {
    return (a & LOW_32) * (b & LOW_32);
  }

  public static long pmuldq(long a, long b) {
    return (long) (int) a * (int) b;
  }

  public static long pmaddwd(long a, long b) {
    return maddLow(a, b) & LOW_32 | (long) maddLow(a >>> 32, b >>> 32) << 32;
  }

  private static int maddLow(long a, long b) {
    return (short) a * (short) b + (short) (a >>> 16) * (short) (b >>> 16);
  }

  /** Unsigned bytes of {@code a} times signed bytes of {@code b}, pairs added and saturated. */
  public static long pmaddubsw(long a, long b) {
    long result = 0;
    for (int i = 0; i < 64; i += 16) {
      int low = (int) (a >>> i & 0xFF) * (byte) (b >>> i);
      int high = (int) (a >>> i + 8 & 0xFF) * (byte) (b >>> i + 8);
      result |= (saturate(low + high) & 0xFFFFL) << i;
    }
    return result;
  }

  private static int saturate(int value) {
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  public static long psadbw(long a, long b) {
    long sum = 0;
    for (int i = 0; i < 64; i += 8) {
      sum += Math.abs((a >>> i & 0xFF) - (b >>> i & 0xFF));
    }
    return sum;
  }

  public static void phaddw(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> paddw(evenWords(x, y), oddWords(x, y)));
  }

  public static void phaddsw(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> paddsw(evenWords(x, y), oddWords(x, y)));
  }

  public static void phsubw(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> psubw(evenWords(x, y), oddWords(x, y)));
  }

  public static void phsubsw(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> psubsw(evenWords(x, y), oddWords(x, y)));
  }

  public static void phaddd(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> paddd(evenDwords(x, y), oddDwords(x, y)));
  }

  public static void phsubd(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> psubd(evenDwords(x, y), oddDwords(x, y)));
  }

  private static long evenWords(long x, long y) {
    return evenWords(x) | evenWords(y) << 32;
  }

  private static long oddWords(long x, long y) {
    return evenWords(x >>> 16, y >>> 16);
  }

  private static long evenWords(long x) {
    return x & 0xFFFF | x >>> 16 & 0xFFFF_0000L;
  }

  private static long evenDwords(long x, long y) {
    return x & LOW_32 | y << 32;
  }

  private static long oddDwords(long x, long y) {
    return x >>> 32 | y & ~LOW_32;
  }

  /** Least of eight unsigned words, and the first place where it stands. */
  public static void phminposuw(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    long least = 0x10000;
    long place = 0;
    for (int i = 0; i < 8; i++) {
      long word = (i < 4 ? cpu.operandLow : cpu.operandHigh) >>> 16 * (i & 3) & 0xFFFF;
      if (word < least) {
        least = word;
        place = i;
      }
    }
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), least | place << 16, 0);
  }

  /**
   * Sums of absolute differences between four bytes of the second operand and eight overlapping
   * groups of four in the first.
   */
  public static void mpsadbw(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    long low = cpu.xmm[2 * number];
    long high = cpu.xmm[2 * number + 1];
    int select = (int) insn.immediate();
    long half = (select & 2) == 0 ? cpu.operandLow : cpu.operandHigh;
    long four = half >>> 32 * (select & 1) & LOW_32;
    int start = select & 4;
    long first = 0;
    long second = 0;
    for (int i = 0; i < 4; i++) {
      first |= psadbw(bytes(low, high, start + i) & LOW_32, four) << 16 * i;
      second |= psadbw(bytes(low, high, start + 4 + i) & LOW_32, four) << 16 * i;
    }
    SimdOperands.writeXmm(cpu, number, first, second);
  }

  // Eight bytes from the given byte (0 to 11) on; zeros beyond the end.
  private static long bytes(long low, long high, int start) {
    if (start >= 8) {
      return high >>> 8 * start;
    }
    return start == 0 ? low : low >>> 8 * start | high << 64 - 8 * start;
  }
}
