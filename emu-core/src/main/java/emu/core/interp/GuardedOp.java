package emu.core.interp;

import emu.core.cpu.Cpu;

/**
 * An operation behind a check that may fault: privilege, or whether x87, MMX or SSE may be used
 * now.
 */
final class GuardedOp extends Op {

  /** The check. */
  @FunctionalInterface
  interface Guard {
    void check(Cpu cpu);
  }

  private final Guard guard;
  private final Op inner;

  GuardedOp(Guard guard, Op inner) {
    super(inner.insn);
    this.guard = guard;
    this.inner = inner;
  }

  @Override
  public void execute(Cpu cpu) {
    guard.check(cpu);
    inner.execute(cpu);
  }
}
