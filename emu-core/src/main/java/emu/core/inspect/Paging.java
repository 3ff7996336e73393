package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;

/** How linear addresses become physical ones (SDM 3A 5.1.1). */
public enum Paging {
  NONE("paging is off"),
  BITS_32("32-bit paging"),
  PAE("PAE paging"),
  LEVEL_4("4-level paging");

  private final String words;

  Paging(String words) {
    this.words = words;
  }

  /** The mode that {@code cpu} is in. */
  public static Paging of(Cpu cpu) {
    if ((cpu.cr0 & Cr.CR0_PG) == 0) {
      return NONE;
    }
    return cpu.isLongMode() ? LEVEL_4 : (cpu.cr4 & Cr.CR4_PAE) != 0 ? PAE : BITS_32;
  }

  @Override
  public String toString() {
    return words;
  }
}
