package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/** Near control transfer instructions (SDM 1 5.1.7). */
public final class ControlTransfer {
  private ControlTransfer() {}

  /** Near JMP, relative or absolute. */
  public static void jmp(Cpu cpu, Insn insn) {
    branch(cpu, target(cpu, insn), insn.operandSize());
  }

  public static void jcc(Cpu cpu, Insn insn) {
    if (Flags.condition(cpu, insn.row().condition())) {
      jmp(cpu, insn);
    }
  }

  /** Near CALL, relative or absolute. */
  public static void call(Cpu cpu, Insn insn) {
    long target = target(cpu, insn);
    checkTarget(cpu, target, insn.operandSize());
    Stack.push(cpu, cpu.rip, insn.operandSize());
    branch(cpu, target, insn.operandSize());
  }

  /** Near RET; its operand says how many bytes of arguments to drop. */
  public static void ret(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    long target = Stack.peek(cpu, 0, bits);
    checkTarget(cpu, target, bits);
    long arguments = insn.operands().isEmpty() ? 0 : insn.immediate() & 0xFFFF;
    Stack.setPointer(cpu, cpu.r[Cpu.RSP] + (bits >> 3) + arguments);
    branch(cpu, target, bits);
  }

  public static void loop(Cpu cpu, Insn insn) {
    loopWhile(cpu, insn, true);
  }

  public static void loope(Cpu cpu, Insn insn) {
    loopWhile(cpu, insn, Flags.zero(cpu));
  }

  public static void loopne(Cpu cpu, Insn insn) {
    loopWhile(cpu, insn, !Flags.zero(cpu));
  }

  private static void loopWhile(Cpu cpu, Insn insn, boolean condition) {
    int bits = insn.addressSize();
    long count = Operands.truncate(cpu.r[Cpu.RCX] - 1, bits);
    if (count != 0 && condition) {
      jmp(cpu, insn);
    }
    Operands.writeRegister(cpu, Cpu.RCX, count, bits);
  }

  /** JCXZ, JECXZ and JRCXZ, by address size. */
  public static void jcxz(Cpu cpu, Insn insn) {
    if (Operands.truncate(cpu.r[Cpu.RCX], insn.addressSize()) == 0) {
      jmp(cpu, insn);
    }
  }

  /** BOUND: #BR if the index is outside the bounds, which are signed. */
  public static void bound(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long index = Flags.signExtend(Operands.read(cpu, insn, 0), bits);
    long lower = cpu.mmu.load(Operands.linear(cpu, insn, size, false), size);
    long upper = cpu.mmu.load(Operands.linear(cpu, insn, size, size, false), size);
    if (index < Flags.signExtend(lower, bits) || index > Flags.signExtend(upper, bits)) {
      throw cpu.fault(Vector.BR);
    }
  }

  private static long target(Cpu cpu, Insn insn) {
    long target =
        insn.operand(0).kind() == Operand.Kind.RELATIVE
            ? cpu.rip + insn.immediate()
            : Operands.read(cpu, insn, 0);
    return Operands.truncate(target, insn.operandSize());
  }

  /** Sets RIP to {@code target}; #GP(0) if it is outside the code segment or not canonical. */
  public static void branch(Cpu cpu, long target, int bits) {
    checkTarget(cpu, target, bits);
    cpu.rip = Operands.truncate(target, bits);
  }

  private static void checkTarget(Cpu cpu, long target, int bits) {
    if (cpu.is64BitCode()) {
      if (target << 16 >> 16 != target) {
        throw cpu.generalProtection();
      }
    } else if (Operands.truncate(target, bits) > cpu.segments[Segment.CS].limit) {
      throw cpu.generalProtection();
    }
  }
}
