package emu.core.cpu;

import emu.core.decode.CodeMode;

/** Puts a processor into the state in which a loader hands it to a kernel. */
public final class EntryStates {
  private EntryStates() {}

  /**
   * Resets {@code cpu} and enters {@code state}.
   *
   * @throws IllegalArgumentException if that is in real mode, which only a BIOS can enter
   */
  public static void enter(Cpu cpu, EntryState state) {
    if (state.mode() == EntryState.Mode.REAL_16) {
      throw new IllegalArgumentException("real mode is entered through a BIOS");
    }
    cpu.reset();
    boolean is64Bit = state.mode() == EntryState.Mode.LONG_64;
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_ET | (is64Bit ? Cr.CR0_PG : 0);
    cpu.cr3 = state.cr3();
    cpu.cr4 = is64Bit ? Cr.CR4_PAE : 0;
    cpu.efer = is64Bit ? Cr.EFER_LME | Cr.EFER_LMA : 0;
    cpu.gdtr.base = state.gdtBase();
    cpu.gdtr.limit = state.gdtLimit();
    CodeMode mode = is64Bit ? CodeMode.CODE_64 : CodeMode.CODE_32;
    CodeSegments.installFlat(cpu, state.codeSelector(), mode, 0);
    CodeSegments.installFlatStack(cpu, state.dataSelector(), 0);
    for (int number : new int[] {Segment.ES, Segment.DS, Segment.FS, Segment.GS}) {
      Segment stack = cpu.segments[Segment.SS];
      cpu.segments[number].set(stack);
    }
    setRegisters(cpu, state);
    cpu.mmu.flushAll();
    cpu.modeChanged();
  }

  private static void setRegisters(Cpu cpu, EntryState state) {
    cpu.r[Cpu.RAX] = state.rax();
    cpu.r[Cpu.RCX] = state.rcx();
    cpu.r[Cpu.RDX] = state.rdx();
    cpu.r[Cpu.RBX] = state.rbx();
    cpu.r[Cpu.RSP] = state.rsp();
    cpu.r[Cpu.RSI] = state.rsi();
    cpu.r[Cpu.RDI] = state.rdi();
    cpu.rip = state.rip();
  }
}
