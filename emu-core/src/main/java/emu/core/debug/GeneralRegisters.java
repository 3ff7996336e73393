package emu.core.debug;

import emu.core.cpu.Cpu;
import java.util.Arrays;

/** The values that the sixteen general registers had once. */
public final class GeneralRegisters {
  private final long[] values;

  private GeneralRegisters(long[] values) {
    this.values = values;
  }

  /** Those of {@code cpu} now. */
  public static GeneralRegisters of(Cpu cpu) {
    return new GeneralRegisters(Arrays.copyOf(cpu.r, 16));
  }

  /** Register {@code number}, 0 to 15: RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8 to R15. */
  public long get(int number) {
    return values[number];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeneralRegisters registers && Arrays.equals(values, registers.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
