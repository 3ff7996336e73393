package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;

/** Decimal arithmetic instructions (SDM 1 5.1.3); undefined flags are as processors leave them. */
public final class DecimalArithmetic {
  private DecimalArithmetic() {}

  public static void daa(Cpu cpu, Insn insn) {
    adjustPacked(cpu, 1);
  }

  public static void das(Cpu cpu, Insn insn) {
    adjustPacked(cpu, -1);
  }

  private static void adjustPacked(Cpu cpu, int sign) {
    int before = (int) cpu.r[Cpu.RAX] & 0xFF;
    boolean carry = Flags.carry(cpu);
    boolean low = (before & 15) > 9 || Flags.adjust(cpu);
    boolean high = before > 0x99 || carry;
    // DAS also carries when the first correction borrows (SDM 2A, DAS).
    boolean borrow = sign < 0 && low && before < 6;
    int value = before + (low ? 6 * sign : 0) + (high ? 0x60 * sign : 0);
    Operands.writeRegister(cpu, Cpu.RAX, value, 8);
    Flags.set(cpu, value, 8, high || borrow, false, low);
  }

  public static void aaa(Cpu cpu, Insn insn) {
    adjustUnpacked(cpu, 1);
  }

  public static void aas(Cpu cpu, Insn insn) {
    adjustUnpacked(cpu, -1);
  }

  private static void adjustUnpacked(Cpu cpu, int sign) {
    int ax = (int) cpu.r[Cpu.RAX] & 0xFFFF;
    boolean adjust = (ax & 15) > 9 || Flags.adjust(cpu);
    int value = adjust ? ax + 0x106 * sign : ax;
    Operands.writeRegister(cpu, Cpu.RAX, value & 0xFF0F, 16);
    Flags.set(cpu, value & 15, 8, adjust, false, adjust);
  }

  /** AAM; #DE if the base is 0. */
  public static void aam(Cpu cpu, Insn insn) {
    int base = (int) insn.immediate() & 0xFF;
    if (base == 0) {
      throw cpu.fault(Vector.DE);
    }
    int al = (int) cpu.r[Cpu.RAX] & 0xFF;
    Operands.writeRegister(cpu, Cpu.RAX, al / base << 8 | al % base, 16);
    Flags.set(cpu, al % base, 8, false, false, false);
  }

  public static void aad(Cpu cpu, Insn insn) {
    int base = (int) insn.immediate() & 0xFF;
    int al = (int) cpu.r[Cpu.RAX] & 0xFF;
    int ah = (int) cpu.r[Cpu.RAX] >> 8 & 0xFF;
    int value = al + ah * base & 0xFF;
    Operands.writeRegister(cpu, Cpu.RAX, value, 16);
    Flags.set(cpu, value, 8, false, false, false);
  }
}
