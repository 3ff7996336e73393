package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Fpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;
import emu.core.softfloat.F80Conversions;
import emu.core.softfloat.F80Decimal;
import emu.core.softfloat.FloatStatus;

/** x87 data transfer and constant instructions (SDM 1, 5.2.1 and 5.2.5). */
public final class X87Transfer {
  private static final long QUIET = 1L << 62;

  private X87Transfer() {}

  /** FLD: pushes ST(i) or a real number in memory. */
  public static void fld(Cpu cpu, Insn insn) {
    if (!insn.isMemory(0)) {
      loadRegister(cpu, insn);
    } else if (insn.operand(0).bits() == 80) {
      X87Memory.load(cpu, insn, cpu.fpu.result);
      FloatStatus s = X87.begin(cpu, insn);
      X87.finishPush(cpu.fpu, s, cpu.fpu.result);
    } else {
      long bits = Operands.read(cpu, insn, 0);
      FloatStatus s = X87.begin(cpu, insn);
      if (insn.operand(0).bits() == 32) {
        F80Conversions.fromF32(s, (int) bits, cpu.fpu.result);
      } else {
        F80Conversions.fromF64(s, bits, cpu.fpu.result);
      }
      X87.finishPush(cpu.fpu, s, cpu.fpu.result);
    }
  }

  private static void loadRegister(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    int i = insn.operand(0).number();
    FloatStatus s = X87.begin(cpu, insn);
    X87.read(fpu, i, fpu.result);
    if (X87.isEmpty(fpu, i)) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
      if (X87.endToRegister(fpu, s)) {
        X87.push(fpu, fpu.result);
      }
    } else {
      X87.finishPush(fpu, s, fpu.result);
    }
  }

  /**
   * Widens a real memory operand of arithmetic; signaling NaNs stay signaling, and DE is left to
   * the operation.
   */
  static void widen(FloatStatus s, Insn insn, long bits, F80 r) {
    if (insn.operand(0).bits() == 32) {
      F80Conversions.fromF32(s, (int) bits, r);
    } else {
      F80Conversions.fromF64(s, bits, r);
    }
    if ((s.flags & FloatStatus.INVALID) != 0) {
      r.significand &= ~QUIET;
    }
    s.widenedDenormal = (s.flags & FloatStatus.DENORMAL) != 0;
    s.flags = 0;
  }

  /** Operand {@code i}, a signed integer, sign-extended. */
  static long signed(Cpu cpu, Insn insn, int i) {
    return Flags.signExtend(Operands.read(cpu, insn, i), insn.operand(i).bits());
  }

  /** FILD: pushes an integer. */
  public static void fild(Cpu cpu, Insn insn) {
    long value = signed(cpu, insn, 0);
    FloatStatus s = X87.begin(cpu, insn);
    F80Conversions.fromLong(s, value, cpu.fpu.result);
    X87.finishPush(cpu.fpu, s, cpu.fpu.result);
  }

  /** FBLD: pushes a packed decimal. */
  public static void fbld(Cpu cpu, Insn insn) {
    F80 decimal = X87Memory.load(cpu, insn, cpu.fpu.a);
    FloatStatus s = X87.begin(cpu, insn);
    F80Decimal.load(s, decimal.signExponent, decimal.significand, cpu.fpu.result);
    X87.finishPush(cpu.fpu, s, cpu.fpu.result);
  }

  public static void fst(Cpu cpu, Insn insn) {
    store(cpu, insn);
  }

  public static void fstp(Cpu cpu, Insn insn) {
    if (store(cpu, insn)) {
      X87.pop(cpu.fpu);
    }
  }

  /** An alias of FSTP that, on AMD's processors, only pops an empty ST(0) and raises nothing. */
  public static void fstp1(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    if ((fpu.empty >> fpu.top & 1) != 0) {
      fpu.status &= ~X87.C1;
      X87.pop(fpu);
    } else {
      fstp(cpu, insn);
    }
  }

  /** Stores ST(0); false if an exception kept it from being stored. */
  private static boolean store(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    int bits = insn.operand(0).bits();
    if (!insn.isMemory(0)) {
      FloatStatus s = X87.begin(cpu, insn);
      boolean done = endCopy(fpu, s);
      if (done) {
        X87.write(fpu, insn.operand(0).number(), fpu.result);
      }
      return done;
    }
    if (bits == 80) {
      long linear = X87Memory.writable(cpu, insn);
      FloatStatus s = X87.begin(cpu, insn);
      boolean done = endCopy(fpu, s);
      if (done) {
        X87Memory.store(cpu, linear, fpu.result);
      }
      return done;
    }
    return storeConverted(
        cpu, insn, (s, a) -> bits == 32 ? F80Conversions.toF32(s, a) : F80Conversions.toF64(s, a));
  }

  /**
   * Copies ST(0), or the indefinite if it is empty, to the result; false if an exception forbids
   * storing it.
   */
  private static boolean endCopy(Fpu fpu, FloatStatus s) {
    X87.read(fpu, 0, fpu.result);
    if (X87.isEmpty(fpu, 0)) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
    }
    return X87.endToRegister(fpu, s);
  }

  @FunctionalInterface
  private interface Conversion {
    long apply(FloatStatus s, F80 a);
  }

  /** Stores ST(0) as up to 64 bits; an empty register counts as the indefinite. */
  private static boolean storeConverted(Cpu cpu, Insn insn, Conversion conversion) {
    Fpu fpu = cpu.fpu;
    int size = insn.operand(0).bits() >> 3;
    long linear = Operands.linear(cpu, insn, size, true);
    cpu.mmu.checkAlignment(linear, size);
    cpu.mmu.probeWrite(linear, size);
    FloatStatus s = X87.begin(cpu, insn);
    X87.read(fpu, 0, fpu.a);
    boolean empty = X87.isEmpty(fpu, 0);
    if (empty) {
      fpu.a.setIndefinite();
    }
    long bits = conversion.apply(s, fpu.a);
    if (empty) {
      X87.stackFault(fpu, s, false);
    }
    boolean done = X87.endToMemory(fpu, s);
    if (done) {
      cpu.mmu.store(linear, size, bits);
    }
    return done;
  }

  public static void fist(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    storeConverted(cpu, insn, (s, a) -> F80Conversions.toInteger(s, a, bits, s.rounding));
  }

  public static void fistp(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    if (storeConverted(cpu, insn, (s, a) -> F80Conversions.toInteger(s, a, bits, s.rounding))) {
      X87.pop(cpu.fpu);
    }
  }

  /** FISTTP: truncates whatever the rounding mode is. */
  public static void fisttp(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    if (storeConverted(
        cpu, insn, (s, a) -> F80Conversions.toInteger(s, a, bits, FloatStatus.TO_ZERO))) {
      X87.pop(cpu.fpu);
    }
  }

  /** FBSTP: stores ST(0) as a packed decimal, and pops. */
  public static void fbstp(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    long linear = X87Memory.writable(cpu, insn);
    FloatStatus s = X87.begin(cpu, insn);
    X87.read(fpu, 0, fpu.a);
    boolean empty = X87.isEmpty(fpu, 0);
    if (empty) {
      fpu.a.setIndefinite();
    }
    F80Decimal.store(s, fpu.a, fpu.result);
    if (empty) {
      X87.stackFault(fpu, s, false);
    }
    if (X87.endToMemory(fpu, s)) {
      X87Memory.store(cpu, linear, fpu.result);
      X87.pop(fpu);
    }
  }

  /** FXCH: exchanges ST(0) and ST(i); empty ones become the indefinite. */
  public static void fxch(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    int i = insn.operand(0).number();
    FloatStatus s = X87.begin(cpu, insn);
    readForExchange(fpu, s, 0, fpu.a);
    readForExchange(fpu, s, i, fpu.b);
    if (X87.endToRegister(fpu, s)) {
      X87.write(fpu, 0, fpu.b);
      X87.write(fpu, i, fpu.a);
    }
  }

  private static void readForExchange(Fpu fpu, FloatStatus s, int i, F80 r) {
    X87.read(fpu, i, r);
    if (X87.isEmpty(fpu, i)) {
      X87.stackFault(fpu, s, false);
      r.setIndefinite();
    }
  }

  /** FCMOVcc: copies ST(i) to ST(0) if the condition holds; both must be valid in any case. */
  public static void fcmovcc(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    int i = insn.operand(1).number();
    FloatStatus s = X87.beginKeepingC1(cpu, insn);
    boolean move = Flags.condition(cpu, insn.row().condition());
    if (X87.isEmpty(fpu, 0) || X87.isEmpty(fpu, i)) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
      move = true;
    } else {
      X87.read(fpu, i, fpu.result);
    }
    if (X87.endToRegister(fpu, s) && move) {
      X87.write(fpu, 0, fpu.result);
    }
  }

  public static void fld1(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0x3FFF, 0x8000_0000_0000_0000L, Remainder.NONE);
  }

  public static void fldz(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0, 0, Remainder.NONE);
  }

  public static void fldl2t(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0x4000, 0xD49A_784B_CD1B_8AFEL, Remainder.BELOW_HALF);
  }

  public static void fldl2e(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0x3FFF, 0xB8AA_3B29_5C17_F0BBL, Remainder.ABOVE_HALF);
  }

  public static void fldpi(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0x4000, 0xC90F_DAA2_2168_C234L, Remainder.ABOVE_HALF);
  }

  public static void fldlg2(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0x3FFD, 0x9A20_9A84_FBCF_F798L, Remainder.ABOVE_HALF);
  }

  public static void fldln2(Cpu cpu, Insn insn) {
    constant(cpu, insn, 0x3FFE, 0xB172_17F7_D1CF_79ABL, Remainder.ABOVE_HALF);
  }

  /** What of a constant lies beyond its 64 bits, in units of the last of them. */
  private enum Remainder {
    NONE,
    BELOW_HALF,
    ABOVE_HALF
  }

  /** Pushes a positive constant, given cut off, rounded as the rounding mode says; no flags. */
  private static void constant(Cpu cpu, Insn insn, int exponent, long significand, Remainder rest) {
    FloatStatus s = X87.begin(cpu, insn);
    boolean up =
        s.rounding == FloatStatus.NEAREST
            ? rest == Remainder.ABOVE_HALF
            : s.rounding == FloatStatus.UP && rest != Remainder.NONE;
    cpu.fpu.result.set(exponent, up ? significand + 1 : significand);
    X87.finishPush(cpu.fpu, s, cpu.fpu.result);
  }
}
