package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;

/** Binary arithmetic instructions (SDM 1 5.1.2). */
public final class BinaryArithmetic {
  private BinaryArithmetic() {}

  public static long add(Cpu cpu, long a, long b, int bits) {
    long result = a + b;
    Flags.ofAdd(cpu, a, b, result, bits);
    return result;
  }

  public static long adc(Cpu cpu, long a, long b, int bits) {
    long result = a + b + (Flags.carry(cpu) ? 1 : 0);
    Flags.ofAdd(cpu, a, b, result, bits);
    return result;
  }

  public static long sub(Cpu cpu, long a, long b, int bits) {
    long result = a - b;
    Flags.ofSubtract(cpu, a, b, result, bits);
    return result;
  }

  public static long sbb(Cpu cpu, long a, long b, int bits) {
    long result = a - b - (Flags.carry(cpu) ? 1 : 0);
    Flags.ofSubtract(cpu, a, b, result, bits);
    return result;
  }

  public static void cmp(Cpu cpu, long a, long b, int bits) {
    Flags.ofSubtract(cpu, a, b, a - b, bits);
  }

  public static long neg(Cpu cpu, long value, int bits) {
    long result = -value;
    Flags.ofSubtract(cpu, 0, value, result, bits);
    return result;
  }

  public static long inc(Cpu cpu, long value, int bits) {
    long before = cpu.flagAux;
    long result = value + 1;
    Flags.ofAdd(cpu, value, 1, result, bits);
    Flags.keepCarry(cpu, before);
    return result;
  }

  public static long dec(Cpu cpu, long value, int bits) {
    long before = cpu.flagAux;
    long result = value - 1;
    Flags.ofSubtract(cpu, value, 1, result, bits);
    Flags.keepCarry(cpu, before);
    return result;
  }

  /** IMUL with two or three operands: CF and OF say that the product was cut. */
  public static long imul(Cpu cpu, long a, long b, int bits) {
    long x = Flags.signExtend(a, bits);
    long y = Flags.signExtend(b, bits);
    long product = x * y;
    boolean cut =
        bits == 64
            ? Math.multiplyHigh(x, y) != product >> 63
            : Flags.signExtend(product, bits) != product;
    setMultiplyFlags(cpu, product, bits, cut);
    return product;
  }

  /** MUL: rDX:rAX (AX for bytes) becomes rAX times the operand. */
  public static void mul(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    long a = Operands.truncate(cpu.r[Cpu.RAX], bits);
    long b = Operands.read(cpu, insn, 0);
    long low = a * b;
    long high = bits == 64 ? Math.unsignedMultiplyHigh(a, b) : low >>> bits;
    writeProduct(cpu, low, high, bits);
    setMultiplyFlags(cpu, low, bits, Operands.truncate(high, bits) != 0);
  }

  /** IMUL with one operand: rDX:rAX (AX for bytes) becomes rAX times the operand, signed. */
  public static void imul1(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    long a = Flags.signExtend(cpu.r[Cpu.RAX], bits);
    long b = Flags.signExtend(Operands.read(cpu, insn, 0), bits);
    long low = a * b;
    long high = bits == 64 ? Math.multiplyHigh(a, b) : low >> bits;
    writeProduct(cpu, low, high, bits);
    boolean cut = bits == 64 ? high != low >> 63 : Flags.signExtend(low, bits) != low;
    setMultiplyFlags(cpu, low, bits, cut);
  }

  private static void writeProduct(Cpu cpu, long low, long high, int bits) {
    if (bits == 8) {
      Operands.writeRegister(cpu, Cpu.RAX, low, 16);
    } else {
      Operands.writeRegister(cpu, Cpu.RAX, low, bits);
      Operands.writeRegister(cpu, Cpu.RDX, high, bits);
    }
  }

  // SF, ZF, AF and PF are undefined; AMD's and Intel's processors leave SF and PF of the low half.
  private static void setMultiplyFlags(Cpu cpu, long low, int bits, boolean cut) {
    Flags.set(cpu, low, bits, cut, cut, false);
  }

  /** DIV: rDX:rAX (AX for bytes) by the operand; quotient to rAX (AL), remainder to rDX (AH). */
  public static void div(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    long divisor = Operands.read(cpu, insn, 0);
    if (divisor == 0) {
      throw cpu.fault(Vector.DE);
    }
    if (bits == 64) {
      divide64(cpu, divisor);
      return;
    }
    long dividend = dividend(cpu, bits);
    long quotient = Long.divideUnsigned(dividend, divisor);
    if (quotient != Operands.truncate(quotient, bits)) {
      throw cpu.fault(Vector.DE);
    }
    writeQuotient(cpu, quotient, Long.remainderUnsigned(dividend, divisor), bits);
  }

  private static void divide64(Cpu cpu, long divisor) {
    long high = cpu.r[Cpu.RDX];
    long low = cpu.r[Cpu.RAX];
    if (Long.compareUnsigned(high, divisor) >= 0) {
      throw cpu.fault(Vector.DE);
    }
    long quotient = WideDivision.quotient(high, low, divisor);
    writeQuotient(cpu, quotient, low - quotient * divisor, 64);
  }

  /** IDIV: as DIV, signed; the remainder has the sign of the dividend. */
  public static void idiv(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    long divisor = Flags.signExtend(Operands.read(cpu, insn, 0), bits);
    if (divisor == 0) {
      throw cpu.fault(Vector.DE);
    }
    if (bits == 64) {
      divideSigned64(cpu, divisor);
      return;
    }
    long dividend = Flags.signExtend(dividend(cpu, bits), 2 * bits);
    if (dividend == Long.MIN_VALUE && divisor == -1) {
      throw cpu.fault(Vector.DE);
    }
    long quotient = dividend / divisor;
    if (quotient != Flags.signExtend(quotient, bits)) {
      throw cpu.fault(Vector.DE);
    }
    writeQuotient(cpu, quotient, dividend % divisor, bits);
  }

  private static void divideSigned64(Cpu cpu, long divisor) {
    long high = cpu.r[Cpu.RDX];
    long low = cpu.r[Cpu.RAX];
    boolean negative = high < 0;
    if (negative) {
      high = ~high + (low == 0 ? 1 : 0);
      low = -low;
    }
    long magnitude = Math.abs(divisor);
    if (Long.compareUnsigned(high, magnitude) >= 0) {
      throw cpu.fault(Vector.DE);
    }
    long quotient = WideDivision.quotient(high, low, magnitude);
    long remainder = low - quotient * magnitude;
    boolean negativeQuotient = negative != divisor < 0;
    if (quotient < 0 && !(negativeQuotient && quotient == Long.MIN_VALUE)) {
      throw cpu.fault(Vector.DE);
    }
    writeQuotient(
        cpu, negativeQuotient ? -quotient : quotient, negative ? -remainder : remainder, 64);
  }

  private static long dividend(Cpu cpu, int bits) {
    if (bits == 8) {
      return Operands.truncate(cpu.r[Cpu.RAX], 16);
    }
    return Operands.truncate(cpu.r[Cpu.RDX], bits) << bits
        | Operands.truncate(cpu.r[Cpu.RAX], bits);
  }

  private static void writeQuotient(Cpu cpu, long quotient, long remainder, int bits) {
    if (bits == 8) {
      Operands.writeRegister(cpu, Cpu.RAX, (remainder & 0xFF) << 8 | quotient & 0xFF, 16);
    } else {
      Operands.writeRegister(cpu, Cpu.RAX, quotient, bits);
      Operands.writeRegister(cpu, Cpu.RDX, remainder, bits);
    }
  }
}
