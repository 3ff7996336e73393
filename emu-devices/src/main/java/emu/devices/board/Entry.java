package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.EntryState;
import emu.core.cpu.Segment;

/** Puts the processor into the state in which a loader enters a kernel. */
final class Entry {
  private static final long FLAT = 0xFFFF_FFFFL;
  private static final int CODE_OR_DATA =
      Segment.PRESENT
          | Segment.CODE_OR_DATA
          | Segment.WRITABLE
          | Segment.ACCESSED
          | Segment.GRANULARITY;
  private static final int DATA = CODE_OR_DATA | Segment.DEFAULT_BIG;
  private static final int BUSY_TSS_32 = 0xB;
  private static final int TSS_LIMIT = 0x67;

  private Entry() {}

  static void apply(Cpu cpu, EntryState state) {
    boolean isLong = state.mode() == EntryState.Mode.LONG_64;
    cpu.reset();
    cpu.r[Cpu.RAX] = state.rax();
    cpu.r[Cpu.RBX] = state.rbx();
    cpu.r[Cpu.RCX] = state.rcx();
    cpu.r[Cpu.RDX] = state.rdx();
    cpu.r[Cpu.RSI] = state.rsi();
    cpu.r[Cpu.RDI] = state.rdi();
    cpu.r[Cpu.RSP] = state.rsp();
    cpu.rip = state.rip();
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_ET | (isLong ? Cr.CR0_PG : 0);
    cpu.cr3 = state.cr3();
    cpu.cr4 = isLong ? Cr.CR4_PAE : 0;
    cpu.efer = isLong ? Cr.EFER_LME | Cr.EFER_LMA : 0;
    for (Segment segment : cpu.segments) {
      segment.set(state.dataSelector(), 0, FLAT, DATA);
    }
    int code = CODE_OR_DATA | Segment.CODE | (isLong ? Segment.LONG : Segment.DEFAULT_BIG);
    cpu.segments[Segment.CS].set(state.codeSelector(), 0, FLAT, code);
    cpu.gdtr.set(0, state.gdtBase(), state.gdtLimit(), 0);
    cpu.tr.set(0, 0, TSS_LIMIT, Segment.PRESENT | BUSY_TSS_32);
    cpu.mmu.flushAll();
    cpu.modeChanged();
  }
}
