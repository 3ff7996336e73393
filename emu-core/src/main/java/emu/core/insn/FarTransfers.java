package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.debug.CpuObserver.Transfer;

/** Tells who observes the processor of far transfers. */
final class FarTransfers {
  private FarTransfers() {}

  /** CS as an instruction finds it. */
  static int selector(Cpu cpu) {
    return cpu.segments[Segment.CS].selector;
  }

  /** A transfer was made, by the instruction before offset {@code rip} in {@code selector}. */
  static void made(Cpu cpu, Transfer kind, int selector, long rip) {
    if (cpu.observer != null) {
      cpu.observer.transferred(cpu, kind, selector, rip);
    }
  }
}
