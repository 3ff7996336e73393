package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/** MMX and SSE operands, read and written the general way. */
public final class SimdOperands {
  private SimdOperands() {}

  /**
   * Reads operand {@code i}, XMM register or 128 bits of memory, into {@link Cpu#operandLow} and
   * {@link Cpu#operandHigh}.
   *
   * <p>Memory must lie on a multiple of 16 bytes unless the row has the attribute {@code
   * unaligned}; #GP(0) otherwise.
   */
  public static void load(Cpu cpu, Insn insn, int i) {
    Operand operand = insn.operand(i);
    if (operand.kind() == Operand.Kind.XMM) {
      cpu.operandLow = cpu.xmm[2 * operand.number()];
      cpu.operandHigh = cpu.xmm[2 * operand.number() + 1];
      return;
    }
    long linear = linear(cpu, insn, false);
    if ((linear & 4095) > 4096 - 16) {
      cpu.mmu.probeRead(linear, 16);
    }
    cpu.operandLow = cpu.mmu.load64(linear);
    cpu.operandHigh = cpu.mmu.load64(linear + 8);
  }

  /**
   * Writes operand {@code i}, XMM register or 128 bits of memory, with the same rule of alignment.
   */
  public static void store(Cpu cpu, Insn insn, int i, long low, long high) {
    Operand operand = insn.operand(i);
    if (operand.kind() == Operand.Kind.XMM) {
      writeXmm(cpu, operand.number(), low, high);
      return;
    }
    long linear = linear(cpu, insn, true);
    if ((linear & 4095) > 4096 - 16) {
      cpu.mmu.probeWrite(linear, 16);
    }
    cpu.mmu.store64(linear, low);
    cpu.mmu.store64(linear + 8, high);
  }

  private static long linear(Cpu cpu, Insn insn, boolean write) {
    long linear = Operands.linear(cpu, insn, 16, write);
    if ((linear & 15) != 0) {
      if (!insn.row().is("unaligned")) {
        throw cpu.generalProtection();
      }
      cpu.mmu.checkAlignment(linear, 16);
    }
    return linear;
  }

  /**
   * Low 64 bits of operand {@code i}, which is an MMX or XMM register, a general register or
   * memory, zero-extended from the operand's width.
   */
  public static long readLow(Cpu cpu, Insn insn, int i) {
    Operand operand = insn.operand(i);
    return switch (operand.kind()) {
      case XMM -> truncate(cpu.xmm[2 * operand.number()], operand.bits());
      case MMX -> truncate(cpu.fpu.mantissa[operand.number()], operand.bits());
      default -> Operands.read(cpu, insn, i);
    };
  }

  private static long truncate(long value, int bits) {
    return bits >= 64 ? value : Operands.truncate(value, bits);
  }

  /** Sets an XMM register. */
  public static void writeXmm(Cpu cpu, int number, long low, long high) {
    cpu.xmm[2 * number] = low;
    cpu.xmm[2 * number + 1] = high;
  }

  /** Sets an MMX register: exponent all ones (SDM 1 9.5.1). */
  public static void writeMmx(Cpu cpu, int number, long value) {
    cpu.fpu.mantissa[number] = value;
    cpu.fpu.signExponent[number] = 0xFFFF;
  }

  /**
   * What every MMX instruction but EMMS does to the x87 state: TOP 0, all registers valid (SDM 1
   * 9.5.1).
   */
  public static void enterMmx(Cpu cpu) {
    cpu.fpu.top = 0;
    cpu.fpu.empty = 0;
  }
}
