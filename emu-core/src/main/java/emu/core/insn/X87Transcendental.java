package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Fpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;
import emu.core.softfloat.F80Arctangent;
import emu.core.softfloat.F80Logarithm;
import emu.core.softfloat.F80Trigonometry;
import emu.core.softfloat.FloatStatus;

/** x87 transcendental instructions (SDM 1, 5.2.4). */
public final class X87Transcendental {
  private X87Transcendental() {}

  /** F2XM1: ST(0) = 2^ST(0) - 1. */
  public static void f2xm1(Cpu cpu, Insn insn) {
    trigonometric(
        cpu,
        insn,
        (s, a, r) -> {
          F80Logarithm.powerMinusOne(s, a, r);
          return true;
        },
        false);
  }

  public static void fsin(Cpu cpu, Insn insn) {
    trigonometric(cpu, insn, F80Trigonometry::sine, true);
  }

  public static void fcos(Cpu cpu, Insn insn) {
    trigonometric(cpu, insn, F80Trigonometry::cosine, true);
  }

  @FunctionalInterface
  private interface Function {
    /** Computes r from a; false if a is out of range. */
    boolean apply(FloatStatus s, F80 a, F80 r);
  }

  private static void trigonometric(Cpu cpu, Insn insn, Function function, boolean reports) {
    Fpu fpu = cpu.fpu;
    FloatStatus s = X87.begin(cpu, insn);
    boolean inRange = true;
    if (X87.isEmpty(fpu, 0)) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
    } else {
      inRange = function.apply(s, X87.read(fpu, 0, fpu.a), fpu.result);
    }
    if (reports) {
      reportRange(fpu, inRange);
    }
    if (X87.endToRegister(fpu, s) && inRange) {
      X87.write(fpu, 0, fpu.result);
    }
  }

  private static void reportRange(Fpu fpu, boolean inRange) {
    fpu.status = inRange ? fpu.status & ~X87.C2 : fpu.status | X87.C2;
  }

  /** FSINCOS: ST(0) = its sine; then its cosine is pushed. */
  public static void fsincos(Cpu cpu, Insn insn) {
    pair(
        cpu,
        insn,
        (s, a, r) -> F80Trigonometry.cosine(s, a, cpu.fpu.b) && F80Trigonometry.sine(s, a, r));
  }

  /** FPTAN: ST(0) = its tangent; then 1 is pushed, or the tangent again if it is a NaN. */
  public static void fptan(Cpu cpu, Insn insn) {
    pair(
        cpu,
        insn,
        (s, a, r) -> {
          boolean inRange = F80Trigonometry.tangent(s, a, r);
          if (r.isNan()) {
            cpu.fpu.b.set(r);
          } else {
            cpu.fpu.b.set(0x3FFF, 1L << 63);
          }
          return inRange;
        });
  }

  /** Replaces ST(0) by the function's result, and pushes what it has left in b. */
  private static void pair(Cpu cpu, Insn insn, Function function) {
    Fpu fpu = cpu.fpu;
    FloatStatus s = X87.begin(cpu, insn);
    boolean inRange = true;
    if (X87.isEmpty(fpu, 0) || !X87.isEmpty(fpu, 7)) {
      X87.stackFault(fpu, s, !X87.isEmpty(fpu, 0));
      fpu.b.setIndefinite();
      fpu.result.setIndefinite();
    } else {
      fpu.result.set(0, 0);
      inRange = function.apply(s, X87.read(fpu, 0, fpu.a), fpu.result);
    }
    reportRange(fpu, inRange);
    if (X87.endToRegister(fpu, s) && inRange) {
      X87.write(fpu, 0, fpu.result);
      X87.push(fpu, fpu.b);
    }
  }

  /** FPATAN: ST(1) = arctan(ST(1) / ST(0)), then pops. */
  public static void fpatan(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Arctangent::arctangent);
  }

  /** FYL2X: ST(1) = ST(1) * log2(ST(0)), then pops. */
  public static void fyl2x(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Logarithm::yLog2);
  }

  /** FYL2XP1: ST(1) = ST(1) * log2(ST(0) + 1), then pops. */
  public static void fyl2xp1(Cpu cpu, Insn insn) {
    binary(cpu, insn, F80Logarithm::yLog2OfPlusOne);
  }

  @FunctionalInterface
  private interface Operation {
    void apply(FloatStatus s, F80 y, F80 x, F80 r);
  }

  private static void binary(Cpu cpu, Insn insn, Operation operation) {
    Fpu fpu = cpu.fpu;
    FloatStatus s = X87.begin(cpu, insn);
    if (X87.isEmpty(fpu, 0) || X87.isEmpty(fpu, 1)) {
      X87.stackFault(fpu, s, false);
      fpu.result.setIndefinite();
    } else {
      operation.apply(s, X87.read(fpu, 1, fpu.b), X87.read(fpu, 0, fpu.a), fpu.result);
    }
    if (X87.endToRegister(fpu, s)) {
      X87.write(fpu, 1, fpu.result);
      X87.pop(fpu);
    }
  }
}
