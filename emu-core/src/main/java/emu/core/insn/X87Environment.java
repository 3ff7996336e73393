package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Fpu;
import emu.core.cpu.X87Opcode;
import emu.core.decode.Insn;

/** The x87 environment in memory, in its four formats (SDM 1, figures 8-9 to 8-12). */
final class X87Environment {
  private static final int FIELDS = 7;
  private static final int REGISTER_SIZE = 10;
  private static final int OPCODE_BITS = 0x7FF;

  private X87Environment() {}

  /** Bytes of the environment: seven fields of the operand size, at most 32 bits. */
  static int size(int operandSize) {
    return FIELDS * fieldSize(operandSize);
  }

  private static int fieldSize(int operandSize) {
    return operandSize == 16 ? 2 : 4;
  }

  /**
   * Linear address of the memory operand, the environment and some registers, all of which can be
   * written.
   */
  static long writable(Cpu cpu, Insn insn, int registers) {
    int size = size(insn.operandSize()) + REGISTER_SIZE * registers;
    long linear = Operands.linear(cpu, insn, size, true);
    cpu.mmu.checkAlignment(linear, fieldSize(insn.operandSize()));
    cpu.mmu.probeWrite(linear, size);
    return linear;
  }

  /**
   * Linear address of the memory operand, the environment and some registers, all of which can be
   * read.
   */
  static long readable(Cpu cpu, Insn insn, int registers) {
    int size = size(insn.operandSize()) + REGISTER_SIZE * registers;
    long linear = Operands.linear(cpu, insn, size, false);
    cpu.mmu.checkAlignment(linear, fieldSize(insn.operandSize()));
    cpu.mmu.probeRead(linear, size);
    return linear;
  }

  /** Stores the environment. */
  static void store(Cpu cpu, long linear, int operandSize) {
    Fpu fpu = cpu.fpu;
    boolean wide = operandSize != 16;
    put(cpu, linear, wide, 0, fpu.control | 0xFFFF_0000L);
    put(cpu, linear, wide, 1, X87Control.statusWord(fpu) | 0xFFFF_0000L);
    put(cpu, linear, wide, 2, X87Control.tagWord(fpu) | 0xFFFF_0000L);
    if (cpu.hasRealSegments()) {
      long instruction = linearInRealMode(fpu.lastInstructionSelector, fpu.lastInstruction);
      long operand = linearInRealMode(fpu.lastOperandSelector, fpu.lastOperand);
      put(cpu, linear, wide, 3, instruction & 0xFFFF | (wide ? 0xFFFF_0000L : 0));
      put(cpu, linear, wide, 4, instruction >>> 16 << 12 | X87Opcode.of(fpu));
      put(cpu, linear, wide, 5, operand & 0xFFFF | (wide ? 0xFFFF_0000L : 0));
      put(cpu, linear, wide, 6, operand >>> 16 << 12);
    } else {
      put(cpu, linear, wide, 3, fpu.lastInstruction);
      put(
          cpu,
          linear,
          wide,
          4,
          fpu.lastInstructionSelector | (wide ? (long) X87Opcode.of(fpu) << 16 : 0));
      put(cpu, linear, wide, 5, fpu.lastOperand);
      put(cpu, linear, wide, 6, fpu.lastOperandSelector | 0xFFFF_0000L);
    }
  }

  private static long linearInRealMode(int selector, long offset) {
    return ((long) selector << 4) + offset & 0xFFFF_FFFFL;
  }

  private static void put(Cpu cpu, long linear, boolean wide, int field, long value) {
    if (wide) {
      cpu.mmu.store32(linear + 4L * field, value);
    } else {
      cpu.mmu.store16(linear + 2L * field, value);
    }
  }

  /** Loads the environment. */
  static void load(Cpu cpu, long linear, int operandSize) {
    Fpu fpu = cpu.fpu;
    boolean wide = operandSize != 16;
    X87Control.setControl(fpu, (int) get(cpu, linear, wide, 0));
    X87Control.setStatusWord(fpu, (int) get(cpu, linear, wide, 1));
    X87Control.setTagWord(fpu, (int) get(cpu, linear, wide, 2));
    long instruction = get(cpu, linear, wide, 3);
    long code = get(cpu, linear, wide, 4);
    long operand = get(cpu, linear, wide, 5);
    long data = get(cpu, linear, wide, 6);
    fpu.lastInsn = null;
    if (cpu.hasRealSegments()) {
      fpu.lastInstruction = instruction & 0xFFFF | (code >>> 12 & 0xFFFF) << 16;
      fpu.lastInstructionSelector = 0;
      fpu.lastOpcode = (int) code & OPCODE_BITS;
      fpu.lastOperand = operand & 0xFFFF | (data >>> 12 & 0xFFFF) << 16;
      fpu.lastOperandSelector = 0;
    } else {
      fpu.lastInstruction = instruction;
      fpu.lastInstructionSelector = (int) code & 0xFFFF;
      fpu.lastOpcode = wide ? (int) (code >>> 16) & OPCODE_BITS : 0;
      fpu.lastOperand = operand;
      fpu.lastOperandSelector = (int) data & 0xFFFF;
    }
  }

  private static long get(Cpu cpu, long linear, boolean wide, int field) {
    return wide ? cpu.mmu.load32(linear + 4L * field) : cpu.mmu.load16(linear + 2L * field);
  }
}
