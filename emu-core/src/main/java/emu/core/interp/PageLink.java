package emu.core.interp;

import emu.core.cpu.Cpu;

/**
 * The way from translated code into another page, which is open while that page is mapped where it
 * was when it was last looked up. In between, no page tables are walked, as none would be when the
 * code was interpreted.
 */
public final class PageLink {
  private final Cpu cpu;
  private final CodePage target;

  /** Linear address of the target's start, and in bit 0 whether CPL is 3. */
  private long place = -1;

  private int epoch;

  /** A way into {@code target}. */
  public PageLink(CodePage target) {
    this.cpu = target.cpu;
    this.target = target;
  }

  /** Not 0 if the target may not be mapped at {@code linear}, the start of a page. */
  public long isShut(long linear) {
    return place(linear) ^ place | epoch ^ cpu.mmu.codeEpoch();
  }

  /** Opens it if the target is known to be mapped at {@code linear}. */
  public boolean open(long linear) {
    if (target.neighbour(linear) != target) {
      return false;
    }
    place = place(linear);
    epoch = cpu.mmu.codeEpoch();
    return true;
  }

  private long place(long linear) {
    return linear | (cpu.cpl == 3 ? 1 : 0);
  }
}
