package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.mmu.Segmentation;

/** Bit and byte instructions (SDM 1 5.1.6). */
public final class BitByte {
  private BitByte() {}

  public static void bt(Cpu cpu, Insn insn) {
    change(cpu, insn, -1, 0, false);
  }

  public static void bts(Cpu cpu, Insn insn) {
    change(cpu, insn, -1, 1, true);
  }

  public static void btr(Cpu cpu, Insn insn) {
    change(cpu, insn, ~1, 0, true);
  }

  public static void btc(Cpu cpu, Insn insn) {
    change(cpu, insn, -1, 2, true);
  }

  /**
   * Copies a bit to CF and, if it is written, replaces it by {@code (bit & keep | set & 1) ^ set >>
   * 1}.
   */
  private static void change(Cpu cpu, Insn insn, int keep, int set, boolean write) {
    int bits = insn.operand(0).bits();
    long offset = Operands.read(cpu, insn, 1);
    int bit = (int) offset & bits - 1;
    long mask = 1L << bit;
    long value;
    long linear = 0;
    boolean memory = insn.isMemory(0);
    if (memory) {
      linear = address(cpu, insn, bits, offset, write);
      value = write ? cpu.mmu.loadForUpdate(linear, bits >> 3) : cpu.mmu.load(linear, bits >> 3);
    } else {
      value = Operands.read(cpu, insn, 0);
    }
    if (write) {
      long old = value >>> bit & 1;
      long result = (old & keep | set & 1) ^ set >> 1;
      long written = value & ~mask | result << bit;
      if (memory) {
        cpu.mmu.store(linear, bits >> 3, written);
      } else {
        Operands.write(cpu, insn, 0, written);
      }
    }
    Flags.setStatus(cpu, (value & mask) != 0 ? Flags.CF : 0, Flags.CF);
  }

  // A bit offset in a register reaches beyond the operand, in units of its size (SDM 2A, table
  // 3-2).
  private static long address(Cpu cpu, Insn insn, int bits, long offset, boolean write) {
    long distance = 0;
    if (insn.operand(1).kind() == Operand.Kind.GPR) {
      distance =
          (Flags.signExtend(offset, bits) >> Integer.numberOfTrailingZeros(bits)) * (bits >> 3);
    }
    long effective =
        Operands.truncate(Operands.effectiveAddress(cpu, insn) + distance, insn.addressSize());
    return Segmentation.linear(cpu, insn.segment(), effective, bits >> 3, write);
  }

  /** BSF; a source of 0 leaves the destination as it was, as processors do. */
  public static void bsf(Cpu cpu, Insn insn) {
    scan(cpu, insn, true);
  }

  /** BSR; a source of 0 leaves the destination as it was, as processors do. */
  public static void bsr(Cpu cpu, Insn insn) {
    scan(cpu, insn, false);
  }

  private static void scan(Cpu cpu, Insn insn, boolean forward) {
    long source = Operands.read(cpu, insn, 1);
    if (source != 0) {
      int index =
          forward ? Long.numberOfTrailingZeros(source) : 63 - Long.numberOfLeadingZeros(source);
      Operands.write(cpu, insn, 0, index);
    }
    Flags.setStatus(cpu, source == 0 ? Flags.ZF : 0, Flags.ZF);
  }

  public static void setcc(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, Flags.condition(cpu, insn.row().condition()) ? 1 : 0);
  }

  public static void popcnt(Cpu cpu, Insn insn) {
    long source = Operands.read(cpu, insn, 1);
    Operands.write(cpu, insn, 0, Long.bitCount(source));
    Flags.setStatus(cpu, source == 0 ? Flags.ZF : 0);
  }
}
