package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Fpu;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;
import emu.core.softfloat.F80Arithmetic;
import emu.core.softfloat.F80Conversions;
import emu.core.softfloat.FloatStatus;
import emu.core.softfloat.Relation;

/** x87 comparison instructions (SDM 1, 5.2.3). */
public final class X87Compare {
  private static final int CONDITIONS = X87.C0 | X87.C2 | X87.C3;

  private X87Compare() {}

  public static void fcom(Cpu cpu, Insn insn) {
    compare(cpu, insn, true, 0);
  }

  public static void fcomp(Cpu cpu, Insn insn) {
    compare(cpu, insn, true, 1);
  }

  public static void fcompp(Cpu cpu, Insn insn) {
    compareRegister(cpu, insn, 1, true, 2);
  }

  public static void fucom(Cpu cpu, Insn insn) {
    compare(cpu, insn, false, 0);
  }

  public static void fucomp(Cpu cpu, Insn insn) {
    compare(cpu, insn, false, 1);
  }

  public static void fucompp(Cpu cpu, Insn insn) {
    compareRegister(cpu, insn, 1, false, 2);
  }

  /** FICOM: compares ST(0) with an integer in memory. */
  public static void ficom(Cpu cpu, Insn insn) {
    compareInteger(cpu, insn, 0);
  }

  public static void ficomp(Cpu cpu, Insn insn) {
    compareInteger(cpu, insn, 1);
  }

  private static void compareInteger(Cpu cpu, Insn insn, int pops) {
    long value = X87Transfer.signed(cpu, insn, 0);
    FloatStatus s = X87.begin(cpu, insn);
    F80Conversions.fromLong(s, value, cpu.fpu.b);
    setConditions(cpu.fpu, s, relation(cpu.fpu, s, X87.isEmpty(cpu.fpu, 0), true), pops);
  }

  /** FTST: compares ST(0) with 0. */
  public static void ftst(Cpu cpu, Insn insn) {
    FloatStatus s = X87.begin(cpu, insn);
    cpu.fpu.b.set(0, 0);
    setConditions(cpu.fpu, s, relation(cpu.fpu, s, X87.isEmpty(cpu.fpu, 0), true), 0);
  }

  private static void compare(Cpu cpu, Insn insn, boolean signaling, int pops) {
    if (!insn.isMemory(0)) {
      compareRegister(cpu, insn, insn.operand(0).number(), signaling, pops);
      return;
    }
    long bits = Operands.read(cpu, insn, 0);
    FloatStatus s = X87.begin(cpu, insn);
    X87Transfer.widen(s, insn, bits, cpu.fpu.b);
    setConditions(cpu.fpu, s, relation(cpu.fpu, s, X87.isEmpty(cpu.fpu, 0), signaling), pops);
  }

  private static void compareRegister(Cpu cpu, Insn insn, int i, boolean signaling, int pops) {
    FloatStatus s = X87.begin(cpu, insn);
    setConditions(cpu.fpu, s, registers(cpu.fpu, s, i, signaling), pops);
  }

  private static int registers(Fpu fpu, FloatStatus s, int i, boolean signaling) {
    X87.read(fpu, i, fpu.b);
    return relation(fpu, s, X87.isEmpty(fpu, 0) || X87.isEmpty(fpu, i), signaling);
  }

  /** Compares ST(0) with b; an empty register is a stack fault and unordered. */
  private static int relation(Fpu fpu, FloatStatus s, boolean empty, boolean signaling) {
    if (empty) {
      X87.stackFault(fpu, s, false);
      return Relation.UNORDERED;
    }
    return F80Arithmetic.compare(s, X87.read(fpu, 0, fpu.a), fpu.b, signaling);
  }

  private static void setConditions(Fpu fpu, FloatStatus s, int relation, int pops) {
    boolean done = X87.endToRegister(fpu, s);
    int conditions =
        switch (relation) {
          case Relation.LESS -> X87.C0;
          case Relation.EQUAL -> X87.C3;
          case Relation.GREATER -> 0;
          default -> CONDITIONS;
        };
    fpu.status = fpu.status & ~CONDITIONS | conditions;
    for (int i = 0; done && i < pops; i++) {
      X87.pop(fpu);
    }
  }

  public static void fcomi(Cpu cpu, Insn insn) {
    compareToFlags(cpu, insn, true, false);
  }

  public static void fcomip(Cpu cpu, Insn insn) {
    compareToFlags(cpu, insn, true, true);
  }

  public static void fucomi(Cpu cpu, Insn insn) {
    compareToFlags(cpu, insn, false, false);
  }

  public static void fucomip(Cpu cpu, Insn insn) {
    compareToFlags(cpu, insn, false, true);
  }

  private static void compareToFlags(Cpu cpu, Insn insn, boolean signaling, boolean pop) {
    Fpu fpu = cpu.fpu;
    FloatStatus s = X87.beginKeepingC1(cpu, insn);
    int relation = registers(fpu, s, insn.operand(1).number(), signaling);
    boolean done = X87.endToRegister(fpu, s);
    Flags.setStatus(cpu, flags(relation));
    if (done && pop) {
      X87.pop(fpu);
    }
  }

  /** The status flags that say how two numbers compare, here and in COMISS and the like. */
  static int flags(int relation) {
    return switch (relation) {
      case Relation.LESS -> Flags.CF;
      case Relation.EQUAL -> Flags.ZF;
      case Relation.GREATER -> 0;
      default -> Flags.ZF | Flags.PF | Flags.CF;
    };
  }

  /** FXAM: the class of ST(0) in C3, C2 and C0, its sign in C1 (SDM 2A, FXAM). */
  public static void fxam(Cpu cpu, Insn insn) {
    Fpu fpu = cpu.fpu;
    X87.begin(cpu, insn);
    F80 a = X87.read(fpu, 0, fpu.a);
    int sign = a.isNegative() ? X87.C1 : 0;
    fpu.status = fpu.status & ~(CONDITIONS | X87.C1) | sign | classify(a, X87.isEmpty(fpu, 0));
  }

  private static int classify(F80 a, boolean empty) {
    if (empty) {
      return X87.C3 | X87.C0;
    }
    if (a.isUnsupported()) {
      return 0;
    }
    if (a.isNan()) {
      return X87.C0;
    }
    if (a.isInfinite()) {
      return X87.C2 | X87.C0;
    }
    if (a.isZero()) {
      return X87.C3;
    }
    return a.isDenormal() ? X87.C3 | X87.C2 : X87.C2;
  }
}
