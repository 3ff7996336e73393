package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.mmu.Segmentation;

/** Operands of a decoded instruction, read and written the general way. */
public final class Operands {
  private Operands() {}

  /**
   * Effective address of the memory operand: an offset in its segment, cut to the address size (SDM
   * 1 3.7.5).
   */
  public static long effectiveAddress(Cpu cpu, Insn insn) {
    long address = insn.displacement();
    int base = insn.base();
    if (base == Insn.RIP) {
      address += cpu.rip;
    } else if (base >= 0) {
      address += cpu.r[base];
    }
    int index = insn.index();
    if (index >= 0) {
      address += cpu.r[index] << insn.shift();
    }
    return truncate(address, insn.addressSize());
  }

  /** Linear address of {@code size} bytes of the memory operand. */
  public static long linear(Cpu cpu, Insn insn, int size, boolean write) {
    return Segmentation.linear(cpu, insn.segment(), effectiveAddress(cpu, insn), size, write);
  }

  /**
   * Linear address of {@code size} bytes that lie {@code distance} bytes into the memory operand.
   */
  public static long linear(Cpu cpu, Insn insn, long distance, int size, boolean write) {
    long offset = truncate(effectiveAddress(cpu, insn) + distance, insn.addressSize());
    return Segmentation.linear(cpu, insn.segment(), offset, size, write);
  }

  /**
   * Value of operand {@code i} (general register, segment register, immediate or memory of up to 64
   * bits), zero-extended.
   */
  public static long read(Cpu cpu, Insn insn, int i) {
    Operand operand = insn.operand(i);
    int bits = operand.bits();
    return switch (operand.kind()) {
      case GPR -> truncate(cpu.r[operand.number()], bits);
      case GPR_HIGH -> cpu.r[operand.number()] >>> 8 & 0xFF;
      case MEMORY -> cpu.mmu.load(linear(cpu, insn, bits >> 3, false), bits >> 3);
      case IMMEDIATE -> truncate(insn.immediate(), bits);
      case IMMEDIATE2 -> insn.immediate2();
      case ONE -> 1;
      case SEGMENT -> cpu.segments[operand.number()].selector;
      default ->
          throw new IllegalArgumentException(
              insn.row().mnemonic() + " has no integer operand " + i);
    };
  }

  /** Value of operand {@code i}, which is written back later: faults now as the write would. */
  public static long readForUpdate(Cpu cpu, Insn insn, int i) {
    Operand operand = insn.operand(i);
    if (operand.kind() != Operand.Kind.MEMORY) {
      return read(cpu, insn, i);
    }
    int size = operand.bits() >> 3;
    return cpu.mmu.loadForUpdate(linear(cpu, insn, size, true), size);
  }

  /**
   * Writes operand {@code i} (general register or memory of up to 64 bits); a 32-bit register write
   * clears the upper half.
   */
  public static void write(Cpu cpu, Insn insn, int i, long value) {
    Operand operand = insn.operand(i);
    switch (operand.kind()) {
      case GPR -> writeRegister(cpu, operand.number(), value, operand.bits());
      case GPR_HIGH -> {
        int number = operand.number();
        cpu.r[number] = cpu.r[number] & ~0xFF00L | (value & 0xFF) << 8;
      }
      case MEMORY -> {
        int size = operand.bits() >> 3;
        cpu.mmu.store(linear(cpu, insn, size, true), size, value);
      }
      default ->
          throw new IllegalArgumentException(insn.row().mnemonic() + " cannot write operand " + i);
    }
  }

  /**
   * Writes the low {@code bits} of a general register as an instruction of that operand size does
   * (SDM 1 3.4.1.1).
   */
  public static void writeRegister(Cpu cpu, int number, long value, int bits) {
    switch (bits) {
      case 64 -> cpu.r[number] = value;
      case 32 -> cpu.r[number] = value & 0xFFFF_FFFFL;
      case 16 -> cpu.r[number] = cpu.r[number] & ~0xFFFFL | value & 0xFFFF;
      default -> cpu.r[number] = cpu.r[number] & ~0xFFL | value & 0xFF;
    }
  }

  /** The low {@code bits} (8 to 64) of {@code value}, zero-extended. */
  public static long truncate(long value, int bits) {
    return value & -1L >>> 64 - bits;
  }
}
