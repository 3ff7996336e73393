package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;

/**
 * Shift and rotate instructions (SDM 1 5.1.5). Counts are masked to 5 bits, or 6 for 64-bit
 * operands; a masked count of 0 leaves all flags alone. OF of counts above 1 is undefined; here it
 * is what the formula for count 1 gives for the last bit shifted, as processors do.
 */
public final class ShiftRotate {
  private ShiftRotate() {}

  private static int mask(long count, int bits) {
    return (int) count & (bits == 64 ? 63 : 31);
  }

  public static long shl(Cpu cpu, long value, long count, int bits) {
    int n = mask(count, bits);
    if (n == 0) {
      return value;
    }
    long result = value << n;
    boolean carry = n <= bits && (value >>> bits - n & 1) != 0;
    boolean sign = (result >>> bits - 1 & 1) != 0;
    Flags.set(cpu, result, bits, carry, carry != sign, false);
    return result;
  }

  public static long shr(Cpu cpu, long value, long count, int bits) {
    int n = mask(count, bits);
    if (n == 0) {
      return value;
    }
    long result = value >>> n;
    boolean carry = (value >>> n - 1 & 1) != 0;
    // OF is the sign of the operand for a count of 1, else that of the value before the last shift.
    boolean overflow = (value >>> n - 1 >>> bits - 1 & 1) != 0;
    Flags.set(cpu, result, bits, carry, overflow, false);
    return result;
  }

  public static long sar(Cpu cpu, long value, long count, int bits) {
    int n = mask(count, bits);
    if (n == 0) {
      return value;
    }
    long signed = Flags.signExtend(value, bits);
    long result = signed >> n;
    Flags.set(cpu, result, bits, (signed >> n - 1 & 1) != 0, false, false);
    return result;
  }

  public static long rol(Cpu cpu, long value, long count, int bits) {
    int masked = mask(count, bits);
    if (masked == 0) {
      return value;
    }
    int n = masked & bits - 1;
    long result = Operands.truncate(n == 0 ? value : value << n | value >>> bits - n, bits);
    setRotateFlags(cpu, result, bits, false);
    return result;
  }

  public static long ror(Cpu cpu, long value, long count, int bits) {
    int masked = mask(count, bits);
    if (masked == 0) {
      return value;
    }
    int n = masked & bits - 1;
    long result = Operands.truncate(n == 0 ? value : value >>> n | value << bits - n, bits);
    setRotateFlags(cpu, result, bits, true);
    return result;
  }

  /** CF and OF of a rotation by a count that is not 0, from its {@code result}. */
  public static void setRotateFlags(Cpu cpu, long result, int bits, boolean right) {
    boolean carry = (result >>> (right ? bits - 1 : 0) & 1) != 0;
    boolean other = (result >>> (right ? bits - 2 : bits - 1) & 1) != 0;
    setCarryOverflow(cpu, carry, carry != other);
  }

  public static long rcl(Cpu cpu, long value, long count, int bits) {
    int n = mask(count, bits) % (bits + 1);
    if (mask(count, bits) == 0) {
      return value;
    }
    long result = value;
    boolean carry = Flags.carry(cpu);
    for (int i = 0; i < n; i++) {
      boolean out = (result >>> bits - 1 & 1) != 0;
      result = result << 1 | (carry ? 1 : 0);
      carry = out;
    }
    setCarryOverflow(cpu, carry, carry != ((result >>> bits - 1 & 1) != 0));
    return result;
  }

  public static long rcr(Cpu cpu, long value, long count, int bits) {
    int n = mask(count, bits) % (bits + 1);
    if (mask(count, bits) == 0) {
      return value;
    }
    long result = value;
    boolean carry = Flags.carry(cpu);
    for (int i = 0; i < n; i++) {
      boolean out = (result & 1) != 0;
      result = result >>> 1 | (carry ? 1L << bits - 1 : 0);
      carry = out;
    }
    boolean overflow = ((result >>> bits - 1 ^ result >>> bits - 2) & 1) != 0;
    setCarryOverflow(cpu, carry, overflow);
    return result;
  }

  private static void setCarryOverflow(Cpu cpu, boolean carry, boolean overflow) {
    Flags.setStatus(cpu, (carry ? Flags.CF : 0) | (overflow ? Flags.OF : 0), Flags.CF | Flags.OF);
  }

  /** SHLD: shifts operand 0 left, and bits of operand 1 in from the right. */
  public static void shld(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    int n = mask(Operands.read(cpu, insn, 2), bits);
    long value = Operands.readForUpdate(cpu, insn, 0);
    if (n == 0) {
      Operands.write(cpu, insn, 0, value);
      return;
    }
    long source = Operands.read(cpu, insn, 1);
    long result;
    boolean carry;
    if (n <= bits) {
      result = value << n | (n == bits && bits == 64 ? source : source >>> bits - n);
      carry = (value >>> bits - n & 1) != 0;
    } else {
      // 16 bits, count 17 to 31: undefined. Processors go on with a third copy of operand 0.
      result = source << n - bits | value >>> 2 * bits - n;
      carry = (source >>> 2 * bits - n & 1) != 0;
    }
    Operands.write(cpu, insn, 0, result);
    boolean changed = ((result ^ value) >>> bits - 1 & 1) != 0;
    Flags.set(cpu, result, bits, carry, changed, false);
  }

  /** SHRD: shifts operand 0 right, and bits of operand 1 in from the left. */
  public static void shrd(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    int n = mask(Operands.read(cpu, insn, 2), bits);
    long value = Operands.readForUpdate(cpu, insn, 0);
    if (n == 0) {
      Operands.write(cpu, insn, 0, value);
      return;
    }
    long source = Operands.read(cpu, insn, 1);
    long result;
    boolean carry;
    if (n <= bits) {
      result = value >>> n | source << bits - n;
      carry = (value >>> n - 1 & 1) != 0;
    } else {
      result = source >>> n - bits | value << 2 * bits - n;
      carry = (source >>> n - bits - 1 & 1) != 0;
    }
    Operands.write(cpu, insn, 0, result);
    boolean changed = ((result ^ value) >>> bits - 1 & 1) != 0;
    Flags.set(cpu, result, bits, carry, changed, false);
  }
}
