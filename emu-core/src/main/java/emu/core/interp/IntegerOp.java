package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.insn.Operands;
import emu.core.mmu.Segmentation;

/**
 * Operand plumbing of integer instructions, without branches where it can be: a register operand is
 * an index, a shift and a mask, which cover AH to BH and all widths; an effective address is one
 * sum over {@link Cpu#r}.
 */
abstract class IntegerOp extends Op {
  final long immediate;

  private final int target;
  private final int targetShift;
  private final long targetMask;
  private final long targetKeep;

  private final int source;
  private final int sourceShift;
  private final long sourceMask;

  private final int base;
  private final int index;
  private final int scale;
  private final long displacement;
  private final boolean flat;

  /**
   * Plumbing for {@code target} and {@code source}, indices of operands or -1; {@code end} is the
   * distance of the next instruction from the block's start.
   */
  IntegerOp(Insn insn, int end, int target, int source) {
    super(insn);
    Operand to = operandOrNone(insn, target);
    this.target = to.number();
    targetShift = to.kind() == Operand.Kind.GPR_HIGH ? 8 : 0;
    targetMask = mask(to);
    targetKeep = ~(targetMask << targetShift);
    Operand from = operandOrNone(insn, source);
    this.source = from.number();
    sourceShift = from.kind() == Operand.Kind.GPR_HIGH ? 8 : 0;
    sourceMask = mask(from);
    immediate = from.kind() == Operand.Kind.ONE ? 1 : insn.immediate() & sourceMask;
    boolean relative = insn.base() == Insn.RIP;
    base = relative ? Cpu.BLOCK_START : insn.base() < 0 ? Cpu.ZERO : insn.base();
    index = insn.index() < 0 ? Cpu.ZERO : insn.index();
    scale = insn.shift();
    displacement = insn.displacement() + (relative ? end : 0);
    flat = insn.mode() == CodeMode.CODE_64 && insn.addressSize() == 64 && insn.segment() < 4;
  }

  private static Operand operandOrNone(Insn insn, int i) {
    return i < 0 ? new Operand(Operand.Kind.GPR, 0, 64) : insn.operand(i);
  }

  private static long mask(Operand operand) {
    int width = operand.bits();
    return width == 0 ? -1L : -1L >>> 64 - width;
  }

  /** The target register; {@code bits}, its width, is a constant of the caller. */
  final long target(Cpu cpu, int bits) {
    return switch (bits) {
      case 64 -> cpu.r[target];
      case 32 -> cpu.r[target] & 0xFFFF_FFFFL;
      default -> cpu.r[target] >>> targetShift & targetMask;
    };
  }

  /** Writes the target register; a 32-bit result clears the upper half (SDM 1 3.4.1.1). */
  final void setTarget(Cpu cpu, long value, int bits) {
    cpu.r[target] =
        switch (bits) {
          case 64 -> value;
          case 32 -> value & 0xFFFF_FFFFL;
          default -> cpu.r[target] & targetKeep | (value & targetMask) << targetShift;
        };
  }

  final long source(Cpu cpu) {
    return cpu.r[source] >>> sourceShift & sourceMask;
  }

  /** Effective address in 64-bit mode with 64-bit addresses. */
  final long sum(Cpu cpu) {
    long[] r = cpu.r;
    return r[base] + (r[index] << scale) + displacement;
  }

  /** Linear address of {@code size} bytes of the memory operand. */
  final long linear(Cpu cpu, int size, boolean write) {
    long address = sum(cpu);
    return flat ? address : segmented(cpu, address, size, write);
  }

  private long segmented(Cpu cpu, long address, int size, boolean write) {
    long offset = Operands.truncate(address, insn.addressSize());
    return Segmentation.linear(cpu, insn.segment(), offset, size, write);
  }
}
