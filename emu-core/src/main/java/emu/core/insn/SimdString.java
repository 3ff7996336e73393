package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;

/**
 * String comparison of SSE4.2 (SDM 1 5.11.1; SDM 2B 4.1). Element {@code i} of an operand stands in
 * bits or places {@code i} of every mask here.
 */
public final class SimdString {
  private SimdString() {}

  public static void pcmpestri(Cpu cpu, Insn insn) {
    index(cpu, insn, explicitLengths(cpu, insn));
  }

  public static void pcmpestrm(Cpu cpu, Insn insn) {
    mask(cpu, insn, explicitLengths(cpu, insn));
  }

  public static void pcmpistri(Cpu cpu, Insn insn) {
    index(cpu, insn, implicitLengths(cpu, insn));
  }

  public static void pcmpistrm(Cpu cpu, Insn insn) {
    mask(cpu, insn, implicitLengths(cpu, insn));
  }

  private static void index(Cpu cpu, Insn insn, int lengths) {
    int result = compare(cpu, insn, lengths);
    int index;
    if (result == 0) {
      index = elements(insn);
    } else if ((insn.immediate() & 0x40) == 0) {
      index = Integer.numberOfTrailingZeros(result);
    } else {
      index = 31 - Integer.numberOfLeadingZeros(result);
    }
    cpu.r[Cpu.RCX] = index;
  }

  private static void mask(Cpu cpu, Insn insn, int lengths) {
    int result = compare(cpu, insn, lengths);
    if ((insn.immediate() & 0x40) == 0) {
      SimdOperands.writeXmm(cpu, 0, result, 0);
      return;
    }
    int bits = bits(insn);
    long lane = -1L >>> 64 - bits;
    long low = 0;
    long high = 0;
    for (int i = 0; i < 64 / bits; i++) {
      low |= (result >>> i & 1) * lane << i * bits;
      high |= (result >>> i + 64 / bits & 1) * lane << i * bits;
    }
    SimdOperands.writeXmm(cpu, 0, low, high);
  }

  // Lengths of both operands: the first's in bits 7:0, the second's above.
  private static int explicitLengths(Cpu cpu, Insn insn) {
    return length(cpu, insn, Cpu.RAX) | length(cpu, insn, Cpu.RDX) << 8;
  }

  private static int length(Cpu cpu, Insn insn, int register) {
    long value = insn.operandSize() == 64 ? cpu.r[register] : (int) cpu.r[register];
    long most = elements(insn);
    return (int) (value < -most ? most : Math.min(Math.abs(value), most));
  }

  private static int implicitLengths(Cpu cpu, Insn insn) {
    int first = 2 * insn.operand(0).number();
    SimdOperands.load(cpu, insn, 1);
    return length(insn, cpu.xmm[first], cpu.xmm[first + 1])
        | length(insn, cpu.operandLow, cpu.operandHigh) << 8;
  }

  private static int length(Insn insn, long low, long high) {
    int n = elements(insn);
    int i = 0;
    while (i < n && element(insn, low, high, i) != 0) {
      i++;
    }
    return i;
  }

  /** Compares as the immediate says, sets the flags, returns one bit for each element. */
  private static int compare(Cpu cpu, Insn insn, int lengths) {
    SimdOperands.load(cpu, insn, 1);
    int n = elements(insn);
    int length1 = lengths & 0xFF;
    int length2 = lengths >>> 8;
    int result = aggregate(cpu, insn, length1, length2);
    int control = (int) insn.immediate();
    if ((control & 0x10) != 0) {
      result ^= (control & 0x20) == 0 ? (1 << n) - 1 : (1 << length2) - 1;
    }
    Flags.setStatus(
        cpu,
        (result != 0 ? Flags.CF : 0)
            | (length2 < n ? Flags.ZF : 0)
            | (length1 < n ? Flags.SF : 0)
            | ((result & 1) != 0 ? Flags.OF : 0));
    return result;
  }

  private static int aggregate(Cpu cpu, Insn insn, int length1, int length2) {
    int n = elements(insn);
    int kind = (int) insn.immediate() >>> 2 & 3;
    int result = 0;
    for (int j = 0; j < n; j++) {
      boolean match =
          switch (kind) {
            case 0 -> j < length2 && isAny(cpu, insn, length1, second(cpu, insn, j));
            case 1 -> j < length2 && isInRange(cpu, insn, length1, second(cpu, insn, j));
            case 2 ->
                j < length1 && j < length2
                    ? first(cpu, insn, j) == second(cpu, insn, j)
                    : j >= length1 && j >= length2;
            default -> startsAt(cpu, insn, length1, length2, j);
          };
      result |= match ? 1 << j : 0;
    }
    return result;
  }

  private static boolean isAny(Cpu cpu, Insn insn, int length1, int value) {
    for (int i = 0; i < length1; i++) {
      if (first(cpu, insn, i) == value) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInRange(Cpu cpu, Insn insn, int length1, int value) {
    for (int i = 0; i + 1 < length1; i += 2) {
      if (first(cpu, insn, i) <= value && value <= first(cpu, insn, i + 1)) {
        return true;
      }
    }
    return false;
  }

  // What would lie beyond the register matches.
  private static boolean startsAt(Cpu cpu, Insn insn, int length1, int length2, int start) {
    int count = Math.min(length1, elements(insn) - start);
    for (int i = 0; i < count; i++) {
      if (start + i >= length2 || first(cpu, insn, i) != second(cpu, insn, start + i)) {
        return false;
      }
    }
    return true;
  }

  private static int first(Cpu cpu, Insn insn, int i) {
    int at = 2 * insn.operand(0).number();
    return element(insn, cpu.xmm[at], cpu.xmm[at + 1], i);
  }

  private static int second(Cpu cpu, Insn insn, int i) {
    return element(insn, cpu.operandLow, cpu.operandHigh, i);
  }

  private static int element(Insn insn, long low, long high, int i) {
    boolean signed = (insn.immediate() & 2) != 0;
    int at = i * bits(insn);
    long word = (at < 64 ? low : high) >>> at;
    if (bits(insn) == 8) {
      return signed ? (byte) word : (int) word & 0xFF;
    }
    return signed ? (short) word : (int) word & 0xFFFF;
  }

  private static int bits(Insn insn) {
    return (insn.immediate() & 1) == 0 ? 8 : 16;
  }

  private static int elements(Insn insn) {
    return 128 / bits(insn);
  }
}
