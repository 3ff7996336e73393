package emu.core.cpu;

import emu.core.mmu.DataBreakpoints;
import java.util.Arrays;

/** Processor state following RESET (SDM 3A, table 9-1). */
final class Reset {
  private static final int DATA =
      Segment.PRESENT | Segment.CODE_OR_DATA | Segment.WRITABLE | Segment.ACCESSED;

  private Reset() {}

  static void apply(Cpu cpu) {
    Arrays.fill(cpu.r, 0);
    cpu.r[Cpu.RDX] = cpu.model.signature();
    cpu.rip = 0xFFF0;
    cpu.systemFlags = 0;
    Flags.setStatus(cpu, 0);
    for (Segment segment : cpu.segments) {
      segment.set(0, 0, 0xFFFF, DATA);
    }
    cpu.segments[Segment.CS].set(0xF000, 0xFFFF_0000L, 0xFFFF, DATA | Segment.CODE);
    cpu.gdtr.set(0, 0, 0xFFFF, 0);
    cpu.idtr.set(0, 0, 0xFFFF, 0);
    cpu.ldtr.set(0, 0, 0xFFFF, Segment.PRESENT | 2);
    cpu.tr.set(0, 0, 0xFFFF, Segment.PRESENT | 0xB);
    cpu.cr0 = Cr.CR0_CD | Cr.CR0_NW | Cr.CR0_ET;
    cpu.cr2 = 0;
    cpu.cr3 = 0;
    cpu.cr4 = 0;
    cpu.xcr0 = 1;
    cpu.efer = 0;
    Arrays.fill(cpu.dr, 0);
    cpu.dr[6] = 0xFFFF_0FF0L;
    cpu.dr[7] = 0x400;
    Arrays.fill(cpu.xmm, 0);
    cpu.mxcsr = 0x1F80;
    cpu.fpu.reset();
    cpu.msrs.reset();
    cpu.cpl = 0;
    cpu.halted = false;
    cpu.shutdown = false;
    cpu.shadowAt = -1;
    cpu.takeNmi();
    cpu.nmiBlocked = false;
    cpu.stackShadow = false;
    cpu.mmu.setBreakpoints(DataBreakpoints.NONE);
    cpu.mmu.flushAll();
    cpu.modeChanged();
  }
}
