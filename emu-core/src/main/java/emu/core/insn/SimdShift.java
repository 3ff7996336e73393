package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/** Packed shifts (SDM 1 5.4.6, 5.6.3). */
public final class SimdShift {
  private static final int WORD = 16;
  private static final int DWORD = 32;
  private static final int QWORD = 64;

  private SimdShift() {}

  /** Shifts the lanes of 64 bits by {@code count}, which is less than the lane's width. */
  @FunctionalInterface
  private interface Shift {
    long apply(long value, int count, int bits);
  }

  public static void psllw(Cpu cpu, Insn insn) {
    shift(cpu, insn, WORD, SimdShift::left);
  }

  public static void pslld(Cpu cpu, Insn insn) {
    shift(cpu, insn, DWORD, SimdShift::left);
  }

  public static void psllq(Cpu cpu, Insn insn) {
    shift(cpu, insn, QWORD, SimdShift::left);
  }

  public static void psrlw(Cpu cpu, Insn insn) {
    shift(cpu, insn, WORD, SimdShift::right);
  }

  public static void psrld(Cpu cpu, Insn insn) {
    shift(cpu, insn, DWORD, SimdShift::right);
  }

  public static void psrlq(Cpu cpu, Insn insn) {
    shift(cpu, insn, QWORD, SimdShift::right);
  }

  public static void psraw(Cpu cpu, Insn insn) {
    shift(cpu, insn, WORD, SimdShift::arithmeticRight);
  }

  public static void psrad(Cpu cpu, Insn insn) {
    shift(cpu, insn, DWORD, SimdShift::arithmeticRight);
  }

  private static void shift(Cpu cpu, Insn insn, int bits, Shift f) {
    int number = insn.operand(0).number();
    int count = count(cpu, insn, bits);
    if (insn.operand(0).kind() == Operand.Kind.MMX) {
      SimdOperands.writeMmx(cpu, number, f.apply(cpu.fpu.mantissa[number], count, bits));
    } else {
      long low = f.apply(cpu.xmm[2 * number], count, bits);
      long high = f.apply(cpu.xmm[2 * number + 1], count, bits);
      SimdOperands.writeXmm(cpu, number, low, high);
    }
  }

  // All 64 bits of the operand count; 128 bits of memory are read even so.
  private static int count(Cpu cpu, Insn insn, int bits) {
    long count;
    if (insn.operand(1).kind() == Operand.Kind.IMMEDIATE) {
      count = insn.immediate();
    } else if (insn.operand(1).bits() == 128) {
      SimdOperands.load(cpu, insn, 1);
      count = cpu.operandLow;
    } else {
      count = SimdOperands.readLow(cpu, insn, 1);
    }
    return Long.compareUnsigned(count, bits) < 0 ? (int) count : bits;
  }

  private static long left(long value, int count, int bits) {
    return count == bits ? 0 : value << count & lanes(-1L >>> 64 - bits << count, bits);
  }

  private static long right(long value, int count, int bits) {
    return count == bits ? 0 : value >>> count & lanes(-1L >>> 64 - bits >>> count, bits);
  }

  private static long arithmeticRight(long value, int count, int bits) {
    int n = Math.min(count, bits - 1);
    long kept = lanes(-1L >>> 64 - bits >>> n, bits);
    long signs = Swar.negative(value, bits == WORD ? Swar.TOPS_16 : Swar.TOPS_32);
    return value >>> n & kept | signs & ~kept;
  }

  /** The low {@code bits} of {@code lane} in every lane. */
  private static long lanes(long lane, int bits) {
    return switch (bits) {
      case WORD -> (lane & 0xFFFF) * 0x0001_0001_0001_0001L;
      case DWORD -> (lane & 0xFFFF_FFFFL) * 0x0000_0001_0000_0001L;
      default -> lane;
    };
  }

  public static void pslldq(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    long low = cpu.xmm[2 * number];
    long high = cpu.xmm[2 * number + 1];
    int n = (int) insn.immediate() * 8;
    if (n >= 128) {
      SimdOperands.writeXmm(cpu, number, 0, 0);
    } else if (n >= 64) {
      SimdOperands.writeXmm(cpu, number, 0, low << n);
    } else if (n > 0) {
      SimdOperands.writeXmm(cpu, number, low << n, high << n | low >>> 64 - n);
    }
  }

  public static void psrldq(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    long low = cpu.xmm[2 * number];
    long high = cpu.xmm[2 * number + 1];
    int n = (int) insn.immediate() * 8;
    if (n >= 128) {
      SimdOperands.writeXmm(cpu, number, 0, 0);
    } else if (n >= 64) {
      SimdOperands.writeXmm(cpu, number, high >>> n, 0);
    } else if (n > 0) {
      SimdOperands.writeXmm(cpu, number, low >>> n | high << 64 - n, high >>> n);
    }
  }
}
