package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;

/** Linear addresses of code. */
final class TraceAddress {
  private TraceAddress() {}

  /** Where CS:RIP is. */
  static long next(Cpu cpu) {
    long linear = cpu.segmentBase[Segment.CS] + cpu.rip;
    return cpu.is64BitCode() ? linear : linear & 0xFFFF_FFFFL;
  }
}
