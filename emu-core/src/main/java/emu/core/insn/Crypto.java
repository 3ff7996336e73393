package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;

/**
 * AES-NI and carry-less multiplication (SDM 1 5.12; FIPS 197 for the terms).
 *
 * <p>The state is four columns of four bytes; byte {@code 4c + r} of the register is row {@code r}
 * of column {@code c}. The tables hold, for a byte in row 0, the substituted byte's share of the
 * mixed column; the other rows' shares are rotations of it.
 */
public final class Crypto {
  private static final int[] S_BOX = new int[256];
  private static final int[] INVERSE_S_BOX = new int[256];
  private static final int[] MIXED = new int[256];
  private static final int[] INVERSE_MIXED = new int[256];

  static {
    // Walks the field's multiplicative group by the generator 3 and by its inverse at once.
    int power = 1;
    int inverse = 1;
    do {
      setSubstitution(power, inverse);
      power ^= doubled(power);
      inverse = third(inverse);
    } while (power != 1);
    setSubstitution(0, 0);
    for (int i = 0; i < 256; i++) {
      int s = S_BOX[i];
      MIXED[i] = doubled(s) | s << 8 | s << 16 | (doubled(s) ^ s) << 24;
      int x = INVERSE_S_BOX[i];
      int x2 = doubled(x);
      int x4 = doubled(x2);
      int x8 = doubled(x4);
      INVERSE_MIXED[i] = x8 ^ x4 ^ x2 | (x8 ^ x) << 8 | (x8 ^ x4 ^ x) << 16 | (x8 ^ x2 ^ x) << 24;
    }
  }

  private Crypto() {}

  private static void setSubstitution(int value, int inverse) {
    int ones = inverse * 0x0101;
    int s = (ones ^ ones >> 4 ^ ones >> 5 ^ ones >> 6 ^ ones >> 7 ^ 0x63) & 0xFF;
    S_BOX[value] = s;
    INVERSE_S_BOX[s] = value;
  }

  private static int doubled(int x) {
    return (x << 1 ^ (x >> 7) * 0x11B) & 0xFF;
  }

  // Division by 3 is multiplication by 0xF6.
  private static int third(int x) {
    int x2 = doubled(x);
    int x4 = doubled(x2);
    int x16 = doubled(doubled(x4));
    int x32 = doubled(x16);
    int x64 = doubled(x32);
    return x2 ^ x4 ^ x16 ^ x32 ^ x64 ^ doubled(x64);
  }

  public static void aesenc(Cpu cpu, Insn insn) {
    round(cpu, insn, MIXED, 1);
  }

  public static void aesdec(Cpu cpu, Insn insn) {
    round(cpu, insn, INVERSE_MIXED, -1);
  }

  public static void aesenclast(Cpu cpu, Insn insn) {
    lastRound(cpu, insn, S_BOX, 1);
  }

  public static void aesdeclast(Cpu cpu, Insn insn) {
    lastRound(cpu, insn, INVERSE_S_BOX, -1);
  }

  /** ShiftRows by {@code step}, SubBytes, MixColumns, AddRoundKey. */
  private static void round(Cpu cpu, Insn insn, int[] table, int step) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    long low = cpu.xmm[2 * number];
    long high = cpu.xmm[2 * number + 1];
    SimdOperands.writeXmm(
        cpu,
        number,
        pair(mixed(low, high, table, 0, step), mixed(low, high, table, 1, step)) ^ cpu.operandLow,
        pair(mixed(low, high, table, 2, step), mixed(low, high, table, 3, step)) ^ cpu.operandHigh);
  }

  private static void lastRound(Cpu cpu, Insn insn, int[] box, int step) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    long low = cpu.xmm[2 * number];
    long high = cpu.xmm[2 * number + 1];
    SimdOperands.writeXmm(
        cpu,
        number,
        pair(replaced(low, high, box, 0, step), replaced(low, high, box, 1, step)) ^ cpu.operandLow,
        pair(replaced(low, high, box, 2, step), replaced(low, high, box, 3, step))
            ^ cpu.operandHigh);
  }

  private static int mixed(long low, long high, int[] table, int column, int step) {
    int result = 0;
    for (int row = 0; row < 4; row++) {
      int value = table[at(low, high, row, column + step * row)];
      result ^= Integer.rotateLeft(value, 8 * row);
    }
    return result;
  }

  private static int replaced(long low, long high, int[] box, int column, int step) {
    int result = 0;
    for (int row = 0; row < 4; row++) {
      result |= box[at(low, high, row, column + step * row)] << 8 * row;
    }
    return result;
  }

  private static int at(long low, long high, int row, int column) {
    return (int) (((column & 2) == 0 ? low : high) >>> 32 * (column & 1) + 8 * row) & 0xFF;
  }

  private static long pair(int low, int high) {
    return low & 0xFFFF_FFFFL | (long) high << 32;
  }

  /** InvMixColumns. */
  public static void aesimc(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    SimdOperands.writeXmm(
        cpu,
        insn.operand(0).number(),
        pair(unmixed((int) cpu.operandLow), unmixed((int) (cpu.operandLow >>> 32))),
        pair(unmixed((int) cpu.operandHigh), unmixed((int) (cpu.operandHigh >>> 32))));
  }

  // The table undoes a substitution first, so it is given a substituted byte.
  private static int unmixed(int column) {
    int result = 0;
    for (int row = 0; row < 4; row++) {
      int value = INVERSE_MIXED[S_BOX[column >>> 8 * row & 0xFF]];
      result ^= Integer.rotateLeft(value, 8 * row);
    }
    return result;
  }

  /** SubWord of columns 1 and 3, and RotWord of each with the round constant. */
  public static void aeskeygenassist(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int constant = (int) insn.immediate();
    int first = substituted((int) (cpu.operandLow >>> 32));
    int second = substituted((int) (cpu.operandHigh >>> 32));
    SimdOperands.writeXmm(
        cpu,
        insn.operand(0).number(),
        pair(first, Integer.rotateRight(first, 8) ^ constant),
        pair(second, Integer.rotateRight(second, 8) ^ constant));
  }

  private static int substituted(int word) {
    return S_BOX[word & 0xFF]
        | S_BOX[word >>> 8 & 0xFF] << 8
        | S_BOX[word >>> 16 & 0xFF] << 16
        | S_BOX[word >>> 24] << 24;
  }

  /** Bits 0 and 4 of the immediate choose a half of each operand. */
  public static void pclmulqdq(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    int number = insn.operand(0).number();
    long a = cpu.xmm[2 * number + (int) (insn.immediate() & 1)];
    long b = (insn.immediate() & 0x10) == 0 ? cpu.operandLow : cpu.operandHigh;
    long low = 0;
    long high = 0;
    for (long rest = b; rest != 0; rest &= rest - 1) {
      int shift = Long.numberOfTrailingZeros(rest);
      low ^= a << shift;
      high ^= a >>> 1 >>> 63 - shift;
    }
    SimdOperands.writeXmm(cpu, number, low, high);
  }
}
