package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.mmu.Segmentation;

/** Pushes and pops (SDM 1 6.2); the stack's address size is that of SS, 64 bits in 64-bit mode. */
public final class Stack {
  private Stack() {}

  /**
   * Pushes the low {@code bits} (16, 32 or 64) of {@code value}; RSP changes only if the store does
   * not fault.
   */
  public static void push(Cpu cpu, long value, int bits) {
    int size = bits >> 3;
    long offset = cpu.r[Cpu.RSP] - size & cpu.stackMask;
    cpu.mmu.store(linear(cpu, offset, size, true), size, value);
    setPointer(cpu, offset);
  }

  /** Pops {@code bits} (16, 32 or 64), zero-extended. */
  public static long pop(Cpu cpu, int bits) {
    long value = peek(cpu, 0, bits);
    setPointer(cpu, cpu.r[Cpu.RSP] + (bits >> 3));
    return value;
  }

  /** The {@code bits} that lie {@code distance} bytes above the top of the stack, zero-extended. */
  public static long peek(Cpu cpu, int distance, int bits) {
    int size = bits >> 3;
    long offset = cpu.r[Cpu.RSP] + distance & cpu.stackMask;
    return cpu.mmu.load(linear(cpu, offset, size, false), size);
  }

  /** Sets the bits of RSP that stack operations use. */
  public static void setPointer(Cpu cpu, long value) {
    long mask = cpu.stackMask;
    cpu.r[Cpu.RSP] = cpu.r[Cpu.RSP] & ~mask | value & mask;
  }

  private static long linear(Cpu cpu, long offset, int size, boolean write) {
    // SDM 3A 6.15, #SS: whatever the instruction, the reference is by the stack segment.
    if (cpu.is64BitCode()
        && !(CodeSegments.isCanonical(offset) && CodeSegments.isCanonical(offset + size - 1))) {
      throw cpu.fault(Vector.SS, 0);
    }
    return Segmentation.linear(cpu, Segment.SS, offset, size, write);
  }
}
