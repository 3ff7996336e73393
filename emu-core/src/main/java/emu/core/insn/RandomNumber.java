package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.decode.Insn;

/**
 * Random number generator instructions (SDM 1 5.1.15).
 *
 * <p>Deviation: the numbers come from a generator (SplitMix64) whose state belongs to the
 * processor's, so that a run can be repeated; they are no secret.
 */
public final class RandomNumber {
  private RandomNumber() {}

  /** RDRAND; it always succeeds. */
  public static void rdrand(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, next(cpu));
    Flags.setStatus(cpu, Flags.CF);
  }

  /** RDSEED; it always succeeds. */
  public static void rdseed(Cpu cpu, Insn insn) {
    rdrand(cpu, insn);
  }

  private static long next(Cpu cpu) {
    cpu.randomState += 0x9E37_79B9_7F4A_7C15L;
    long z = cpu.randomState;
    z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
    return z ^ z >>> 31;
  }
}
