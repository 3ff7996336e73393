package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;

/** Logical instructions, and TEST (SDM 1 5.1.4). */
public final class Logical {
  private Logical() {}

  public static long and(Cpu cpu, long a, long b, int bits) {
    long result = a & b;
    Flags.ofLogic(cpu, result, bits);
    return result;
  }

  public static long or(Cpu cpu, long a, long b, int bits) {
    long result = a | b;
    Flags.ofLogic(cpu, result, bits);
    return result;
  }

  public static long xor(Cpu cpu, long a, long b, int bits) {
    long result = a ^ b;
    Flags.ofLogic(cpu, result, bits);
    return result;
  }

  public static long not(Cpu cpu, long value, int bits) {
    return ~value;
  }

  public static void test(Cpu cpu, long a, long b, int bits) {
    Flags.ofLogic(cpu, a & b, bits);
  }
}
