package emu.core.insn;

import static emu.core.insn.Swar.LOW_32;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/**
 * Packing, unpacking, shuffling, blending, insertion and extraction (SDM 1 5.4.2, 5.5.1.4, 5.6.3,
 * 5.9 to 5.10).
 */
public final class SimdShuffle {
  private SimdShuffle() {}

  public static void packsswb(Cpu cpu, Insn insn) {
    SimdForms.reduce(
        cpu, insn, (x, y) -> wordsToBytes(x, -128, 127) | wordsToBytes(y, -128, 127) << 32);
  }

  public static void packuswb(Cpu cpu, Insn insn) {
    SimdForms.reduce(cpu, insn, (x, y) -> wordsToBytes(x, 0, 255) | wordsToBytes(y, 0, 255) << 32);
  }

  public static void packssdw(Cpu cpu, Insn insn) {
    SimdForms.reduce(
        cpu,
        insn,
        (x, y) -> dwordsToWords(x, -0x8000, 0x7FFF) | dwordsToWords(y, -0x8000, 0x7FFF) << 32);
  }

  public static void packusdw(Cpu cpu, Insn insn) {
    SimdForms.reduce(
        cpu, insn, (x, y) -> dwordsToWords(x, 0, 0xFFFF) | dwordsToWords(y, 0, 0xFFFF) << 32);
  }

  private static long wordsToBytes(long x, int least, int most) {
    long result = 0;
    for (int i = 0; i < 4; i++) {
      result |= (long) (Math.clamp((short) (x >>> 16 * i), least, most) & 0xFF) << 8 * i;
    }
    return result;
  }

  private static long dwordsToWords(long x, int least, int most) {
    return Math.clamp(x << 32 >> 32, least, most) & 0xFFFF
        | (Math.clamp(x >> 32, least, most) & 0xFFFFL) << 16;
  }

  public static void punpcklbw(Cpu cpu, Insn insn) {
    SimdForms.unpackLow(cpu, insn, SimdShuffle::lowBytes, SimdShuffle::highBytes);
  }

  public static void punpckhbw(Cpu cpu, Insn insn) {
    SimdForms.unpackHigh(cpu, insn, SimdShuffle::lowBytes, SimdShuffle::highBytes);
  }

  public static void punpcklwd(Cpu cpu, Insn insn) {
    SimdForms.unpackLow(cpu, insn, SimdShuffle::lowWords, SimdShuffle::highWords);
  }

  public static void punpckhwd(Cpu cpu, Insn insn) {
    SimdForms.unpackHigh(cpu, insn, SimdShuffle::lowWords, SimdShuffle::highWords);
  }

  public static void punpckldq(Cpu cpu, Insn insn) {
    SimdForms.unpackLow(cpu, insn, SimdShuffle::lowDwords, SimdShuffle::highDwords);
  }

  public static void punpckhdq(Cpu cpu, Insn insn) {
    SimdForms.unpackHigh(cpu, insn, SimdShuffle::lowDwords, SimdShuffle::highDwords);
  }

  public static void unpcklps(Cpu cpu, Insn insn) {
    punpckldq(cpu, insn);
  }

  public static void unpckhps(Cpu cpu, Insn insn) {
    punpckhdq(cpu, insn);
  }

  private static long lowBytes(long a, long b) {
    return spreadBytes(a & LOW_32) | spreadBytes(b & LOW_32) << 8;
  }

  private static long highBytes(long a, long b) {
    return spreadBytes(a >>> 32) | spreadBytes(b >>> 32) << 8;
  }

  private static long lowWords(long a, long b) {
    return spreadWords(a & LOW_32) | spreadWords(b & LOW_32) << 16;
  }

  private static long highWords(long a, long b) {
    return spreadWords(a >>> 32) | spreadWords(b >>> 32) << 16;
  }

  private static long lowDwords(long a, long b) {
    return a & LOW_32 | b << 32;
  }

  private static long highDwords(long a, long b) {
    return a >>> 32 | b & ~LOW_32;
  }

  /** Four bytes to the lower halves of four words. */
  private static long spreadBytes(long x) {
    long words = spreadWords(x);
    return words & 0x0000_00FF_0000_00FFL | (words & 0x0000_FF00_0000_FF00L) << 8;
  }

  /** Two words to the lower halves of two dwords. */
  private static long spreadWords(long x) {
    return x & 0xFFFF | (x & 0xFFFF_0000L) << 16;
  }

  public static void punpcklqdq(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    cpu.xmm[2 * insn.operand(0).number() + 1] = cpu.operandLow;
  }

  public static void punpckhqdq(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    SimdOperands.writeXmm(cpu, number, cpu.xmm[2 * number + 1], cpu.operandHigh);
  }

  public static void unpcklpd(Cpu cpu, Insn insn) {
    punpcklqdq(cpu, insn);
  }

  public static void unpckhpd(Cpu cpu, Insn insn) {
    punpckhqdq(cpu, insn);
  }

  public static void pshufb(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      long value = cpu.fpu.mantissa[number];
      long places = SimdOperands.readLow(cpu, insn, 1) & ~0x0808_0808_0808_0808L;
      SimdOperands.writeMmx(cpu, number, chosenBytes(value, 0, places));
    } else {
      SimdOperands.load(cpu, insn, 1);
      long low = cpu.xmm[2 * number];
      long high = cpu.xmm[2 * number + 1];
      SimdOperands.writeXmm(
          cpu,
          number,
          chosenBytes(low, high, cpu.operandLow),
          chosenBytes(low, high, cpu.operandHigh));
    }
  }

  // A place with bit 7 set gives 0.
  private static long chosenBytes(long low, long high, long places) {
    long result = 0;
    for (int i = 0; i < 64; i += 8) {
      int place = (int) (places >>> i);
      if ((place & 0x80) == 0) {
        result |= (((place & 8) == 0 ? low : high) >>> 8 * (place & 7) & 0xFF) << i;
      }
    }
    return result;
  }

  public static void pshufw(Cpu cpu, Insn insn) {
    long value = SimdOperands.readLow(cpu, insn, 1);
    SimdOperands.writeMmx(cpu, insn.operand(0).number(), words(value, insn.immediate()));
  }

  public static void pshuflw(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    long low = words(cpu.operandLow, insn.immediate());
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low, cpu.operandHigh);
  }

  public static void pshufhw(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    long high = words(cpu.operandHigh, insn.immediate());
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), cpu.operandLow, high);
  }

  private static long words(long x, long order) {
    long result = 0;
    for (int i = 0; i < 4; i++) {
      result |= (x >>> 16 * (order >>> 2 * i & 3) & 0xFFFF) << 16 * i;
    }
    return result;
  }

  public static void pshufd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    long low = cpu.operandLow;
    long high = cpu.operandHigh;
    int order = (int) insn.immediate();
    SimdOperands.writeXmm(
        cpu, insn.operand(0).number(), dwords(low, high, order), dwords(low, high, order >>> 4));
  }

  public static void shufps(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    int order = (int) insn.immediate();
    long low = dwords(cpu.xmm[2 * number], cpu.xmm[2 * number + 1], order);
    long high = dwords(cpu.operandLow, cpu.operandHigh, order >>> 4);
    SimdOperands.writeXmm(cpu, number, low, high);
  }

  /** Two of four dwords, as bits 1:0 and 3:2 of {@code order} say. */
  private static long dwords(long low, long high, int order) {
    return dword(low, high, order) | dword(low, high, order >>> 2) << 32;
  }

  private static long dword(long low, long high, int place) {
    return ((place & 2) == 0 ? low : high) >>> 32 * (place & 1) & LOW_32;
  }

  public static void shufpd(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    int order = (int) insn.immediate();
    long low = cpu.xmm[2 * number + (order & 1)];
    SimdOperands.writeXmm(cpu, number, low, (order & 2) == 0 ? cpu.operandLow : cpu.operandHigh);
  }

  /** Both operands side by side, the first one upper, shifted right by bytes. */
  public static void palignr(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    int bytes = (int) insn.immediate();
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      long b = SimdOperands.readLow(cpu, insn, 1);
      SimdOperands.writeMmx(cpu, number, aligned(bytes, b, cpu.fpu.mantissa[number]));
    } else {
      SimdOperands.load(cpu, insn, 1);
      long b0 = cpu.operandLow;
      long b1 = cpu.operandHigh;
      long a0 = cpu.xmm[2 * number];
      long a1 = cpu.xmm[2 * number + 1];
      if (bytes < 8) {
        SimdOperands.writeXmm(cpu, number, aligned(bytes, b0, b1), aligned(bytes, b1, a0));
      } else if (bytes < 16) {
        SimdOperands.writeXmm(cpu, number, aligned(bytes - 8, b1, a0), aligned(bytes - 8, a0, a1));
      } else if (bytes < 24) {
        SimdOperands.writeXmm(cpu, number, aligned(bytes - 16, a0, a1), aligned(bytes - 16, a1, 0));
      } else {
        SimdOperands.writeXmm(cpu, number, aligned(bytes - 24, a1, 0), 0);
      }
    }
  }

  /** 64 bits from byte {@code from} on of two words; zeros beyond. */
  private static long aligned(int from, long low, long high) {
    if (from >= 8) {
      return from >= 16 ? 0 : high >>> 8 * from;
    }
    return from == 0 ? low : low >>> 8 * from | high << 64 - 8 * from;
  }

  public static void pblendw(Cpu cpu, Insn insn) {
    long places = insn.immediate();
    blend(cpu, insn, wordMask(places), wordMask(places >>> 4));
  }

  public static void blendps(Cpu cpu, Insn insn) {
    long places = insn.immediate();
    blend(cpu, insn, dwordMask(places), dwordMask(places >>> 2));
  }

  public static void blendpd(Cpu cpu, Insn insn) {
    long places = insn.immediate();
    blend(cpu, insn, -(places & 1), -(places >>> 1 & 1));
  }

  public static void pblendvb(Cpu cpu, Insn insn) {
    long tops = Swar.TOPS_8;
    blend(cpu, insn, Swar.negative(cpu.xmm[0], tops), Swar.negative(cpu.xmm[1], tops));
  }

  public static void blendvps(Cpu cpu, Insn insn) {
    long tops = Swar.TOPS_32;
    blend(cpu, insn, Swar.negative(cpu.xmm[0], tops), Swar.negative(cpu.xmm[1], tops));
  }

  public static void blendvpd(Cpu cpu, Insn insn) {
    blend(cpu, insn, cpu.xmm[0] >> 63, cpu.xmm[1] >> 63);
  }

  private static long wordMask(long places) {
    long tops = (places & 1) << 15 | (places & 2) << 30 | (places & 4) << 45 | (places & 8) << 60;
    return Swar.negative(tops, Swar.TOPS_16);
  }

  private static long dwordMask(long places) {
    return -(places & 1) & LOW_32 | -(places >>> 1 & 1) << 32;
  }

  private static void blend(Cpu cpu, Insn insn, long lowMask, long highMask) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    long low = Swar.select(lowMask, cpu.operandLow, cpu.xmm[2 * number]);
    long high = Swar.select(highMask, cpu.operandHigh, cpu.xmm[2 * number + 1]);
    SimdOperands.writeXmm(cpu, number, low, high);
  }

  public static void pinsrb(Cpu cpu, Insn insn) {
    insert(cpu, insn, 8, SimdOperands.readLow(cpu, insn, 1));
  }

  public static void pinsrw(Cpu cpu, Insn insn) {
    insert(cpu, insn, 16, SimdOperands.readLow(cpu, insn, 1));
  }

  /** PINSRD and PINSRQ. */
  public static void pinsrd(Cpu cpu, Insn insn) {
    insert(cpu, insn, insn.operand(1).bits(), SimdOperands.readLow(cpu, insn, 1));
  }

  private static void insert(Cpu cpu, Insn insn, int bits, long value) {
    int number = insn.operand(0).number();
    int at = (int) insn.immediate() * bits;
    long mask = -1L >>> 64 - bits << at;
    long shifted = value << at;
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      long old = cpu.fpu.mantissa[number];
      SimdOperands.writeMmx(cpu, number, Swar.select(mask, shifted, old));
    } else {
      int word = 2 * number + (at >>> 6 & 1);
      cpu.xmm[word] = Swar.select(mask, shifted, cpu.xmm[word]);
    }
  }

  public static void pextrb(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, extracted(cpu, insn, 8));
  }

  public static void pextrw(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, extracted(cpu, insn, 16));
  }

  /** PEXTRD, PEXTRQ and EXTRACTPS. */
  public static void pextrd(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, extracted(cpu, insn, insn.operand(0).bits()));
  }

  private static long extracted(Cpu cpu, Insn insn, int bits) {
    Operand from = insn.operand(1);
    int at = (int) insn.immediate() * bits;
    long word =
        from.kind() == Operand.Kind.MMX
            ? cpu.fpu.mantissa[from.number()]
            : cpu.xmm[2 * from.number() + (at >>> 6 & 1)];
    return Operands.truncate(word >>> at, bits);
  }

  /** Bits 7:6 choose a dword of a register, bits 5:4 where it goes, bits 3:0 what becomes 0. */
  public static void insertps(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    int control = (int) insn.immediate();
    long value;
    if (insn.isMemory(1)) {
      value = Operands.read(cpu, insn, 1);
    } else {
      SimdOperands.load(cpu, insn, 1);
      value = dword(cpu.operandLow, cpu.operandHigh, control >>> 6);
    }
    int place = control >>> 4 & 3;
    long both = value | value << 32;
    long low = Swar.select(dwordMask(1L << place), both, cpu.xmm[2 * number]);
    long high = Swar.select(dwordMask(1L << place >>> 2), both, cpu.xmm[2 * number + 1]);
    SimdOperands.writeXmm(cpu, number, low & ~dwordMask(control), high & ~dwordMask(control >>> 2));
  }
}
