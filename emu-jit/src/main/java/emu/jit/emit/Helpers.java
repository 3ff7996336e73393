package emu.jit.emit;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;

/** What translations call beside the semantics. */
public final class Helpers {
  private Helpers() {}

  /** {@code yes} if condition {@code cc} holds, else {@code no}. */
  public static long select(long yes, long no, Cpu cpu, int cc) {
    return Flags.condition(cpu, cc) ? yes : no;
  }
}
