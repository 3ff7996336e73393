package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Fpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;
import emu.core.softfloat.F80Arithmetic;
import emu.core.softfloat.F80Conversions;
import emu.core.softfloat.F80Remainder;
import emu.core.softfloat.FloatStatus;

/** x87 basic arithmetic instructions (SDM 1, 5.2.2). */
public final class X87Arithmetic {
  private X87Arithmetic() {}

  @FunctionalInterface
  private interface Operation {
    void apply(FloatStatus s, F80 a, F80 b, F80 r);
  }

  private static final Operation SUBTRACT_REVERSED =
      (s, a, b, r) -> F80Arithmetic.subtract(s, b, a, r);
  private static final Operation DIVIDE_REVERSED = (s, a, b, r) -> F80Arithmetic.divide(s, b, a, r);

  public static void fadd(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::add, false);
  }

  public static void faddp(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::add, true);
  }

  public static void fiadd(Cpu cpu, Insn insn) {
    integer(cpu, insn, F80Arithmetic::add);
  }

  public static void fmul(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::multiply, false);
  }

  public static void fmulp(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::multiply, true);
  }

  public static void fimul(Cpu cpu, Insn insn) {
    integer(cpu, insn, F80Arithmetic::multiply);
  }

  public static void fsub(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::subtract, false);
  }

  public static void fsubp(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::subtract, true);
  }

  public static void fisub(Cpu cpu, Insn insn) {
    integer(cpu, insn, F80Arithmetic::subtract);
  }

  public static void fsubr(Cpu cpu, Insn insn) {
    binary(cpu, insn, SUBTRACT_REVERSED, false);
  }

  public static void fsubrp(Cpu cpu, Insn insn) {
    binary(cpu, insn, SUBTRACT_REVERSED, true);
  }

  public static void fisubr(Cpu cpu, Insn insn) {
    integer(cpu, insn, SUBTRACT_REVERSED);
  }

  public static void fdiv(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::divide, false);
  }

  public static void fdivp(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arithmetic::divide, true);
  }

  public static void fidiv(Cpu cpu, Insn insn) {
    integer(cpu, insn, F80Arithmetic::divide);
  }

  public static void fdivr(Cpu cpu, Insn insn) {
    binary(cpu, insn, DIVIDE_REVERSED, false);
  }

  public static void fdivrp(Cpu cpu, Insn insn) {
    binary(cpu, insn, DIVIDE_REVERSED, true);
  }

  public static void fidivr(Cpu cpu, Insn insn) {
    integer(cpu, insn, DIVIDE_REVERSED);
  }

  /** ST(i) op ST(j) into ST(i), or ST(0) op a real number in memory into ST(0). */
  private static void binary(Cpu cpu, Insn insn, Operation operation, boolean pop) {
    Fpu fpu = cpu.fpu;
    if (insn.isMemory(0)) {
      long bits = Operands.read(cpu, insn, 0);
      FloatStatus s = X87.begin(cpu, insn);
      X87Transfer.widen(s, insn, bits, fpu.b);
      compute(fpu, s, operation, 0, X87.isEmpty(fpu, 0));
      return;
    }
    int destination = insn.operand(0).number();
    int source = insn.operand(1).number();
    FloatStatus s = X87.begin(cpu, insn);
    X87.read(fpu, source, fpu.b);
    boolean empty = X87.isEmpty(fpu, destination) || X87.isEmpty(fpu, source);
    if (compute(fpu, s, operation, destination, empty) && pop) {
      X87.pop(fpu);
    }
  }

  /** ST(0) op an integer in memory. */
  private static void integer(Cpu cpu, Insn insn, Operation operation) {
    Fpu fpu = cpu.fpu;
    long value = X87Transfer.signed(cpu, insn, 0);
    FloatStatus s = X87.begin(cpu, insn);
    F80Conversions.fromLong(s, value, fpu.b);
    compute(fpu, s, operation, 0, X87.isEmpty(fpu, 0));
  }

  /** ST(i) = ST(i) op b; false if an exception keeps ST(i) as it was. */
  private static boolean compute(
      Fpu fpu, FloatStatus s, Operation operation, int i, boolean empty) {
    if (empty) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
    } else {
      operation.apply(s, X87.read(fpu, i, fpu.a), fpu.b, fpu.result);
    }
    boolean done = X87.endToRegister(fpu, s);
    if (done) {
      X87.write(fpu, i, fpu.result);
    }
    return done;
  }

  @FunctionalInterface
  private interface Function {
    void apply(FloatStatus s, F80 a, F80 r);
  }

  private static void unary(Cpu cpu, Insn insn, Function function) {
    compute(
        cpu.fpu,
        X87.begin(cpu, insn),
        (s, a, b, r) -> function.apply(s, a, r),
        0,
        X87.isEmpty(cpu.fpu, 0));
  }

  public static void fsqrt(Cpu cpu, Insn insn) {
    unary(cpu, insn, F80Arithmetic::squareRoot);
  }

  public static void frndint(Cpu cpu, Insn insn) {
    unary(cpu, insn, F80Arithmetic::roundToIntegral);
  }

  public static void fabs(Cpu cpu, Insn insn) {
    unary(cpu, insn, (s, a, r) -> r.set(a).abs());
  }

  public static void fchs(Cpu cpu, Insn insn) {
    unary(cpu, insn, (s, a, r) -> r.set(a).negate());
  }

  /** FSCALE: ST(0) = ST(0) * 2^trunc(ST(1)). */
  public static void fscale(Cpu cpu, Insn insn) {
    FloatStatus s = X87.begin(cpu, insn);
    X87.read(cpu.fpu, 1, cpu.fpu.b);
    compute(cpu.fpu, s, F80Remainder::scale, 0, isEitherEmpty(cpu.fpu));
  }

  private static boolean isEitherEmpty(Fpu fpu) {
    return X87.isEmpty(fpu, 0) || X87.isEmpty(fpu, 1);
  }

  public static void fprem(Cpu cpu, Insn insn) {
    remainder(cpu, insn, false);
  }

  public static void fprem1(Cpu cpu, Insn insn) {
    remainder(cpu, insn, true);
  }

  /**
   * ST(0) = the remainder of ST(0) / ST(1); C0, C3 and C1 are bits 2, 1 and 0 of the quotient, C2
   * says incomplete.
   */
  private static void remainder(Cpu cpu, Insn insn, boolean nearest) {
    Fpu fpu = cpu.fpu;
    FloatStatus s = X87.begin(cpu, insn);
    int quotient = F80Remainder.NONE;
    X87.read(fpu, 0, fpu.a);
    X87.read(fpu, 1, fpu.b);
    if (isEitherEmpty(fpu)) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
    } else if (nearest) {
      quotient = F80Remainder.nearest(s, fpu.a, fpu.b, fpu.result);
    } else {
      quotient = F80Remainder.truncating(s, fpu.a, fpu.b, fpu.result);
    }
    s.roundedUp = false;
    if (X87.endToRegister(fpu, s)) {
      X87.write(fpu, 0, fpu.result);
    }
    setConditions(fpu, quotient);
  }

  private static void setConditions(Fpu fpu, int quotient) {
    fpu.status &= ~X87.C2;
    if (quotient == F80Remainder.NONE) {
      return;
    }
    fpu.status &= ~(X87.C0 | X87.C1 | X87.C3);
    if (quotient == F80Remainder.INCOMPLETE) {
      fpu.status |= X87.C2;
    } else {
      fpu.status |=
          ((quotient & 4) != 0 ? X87.C0 : 0)
              | ((quotient & 2) != 0 ? X87.C3 : 0)
              | ((quotient & 1) != 0 ? X87.C1 : 0);
    }
  }

  /** FXTRACT: ST(0) = its exponent as a number; then its significand is pushed. */
  public static void fxtract(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    FloatStatus s = X87.begin(cpu, insn);
    F80 exponent = fpu.b;
    if (X87.isEmpty(fpu, 0) || !X87.isEmpty(fpu, 7)) {
      X87.stackFault(fpu, s, !X87.isEmpty(fpu, 0));
      exponent.setIndefinite();
      fpu.result.setIndefinite();
    } else {
      F80Remainder.extract(s, X87.read(fpu, 0, fpu.a), exponent, fpu.result);
    }
    if (X87.endToRegister(fpu, s)) {
      X87.write(fpu, 0, exponent);
      X87.push(fpu, fpu.result);
    }
  }
}
