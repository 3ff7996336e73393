package emu.core.cpu;

/** Interrupts in real-address mode: far pointers in a table (SDM 3A 20.1.4). */
final class RealModeVectors {
  private RealModeVectors() {}

  static void deliver(Cpu cpu, int vector) {
    int entry = vector * 4;
    if (entry + 3 > cpu.idtr.limit) {
      throw cpu.generalProtection();
    }
    long pointer = cpu.mmu.loadSystem(cpu.idtr.base + entry & 0xFFFF_FFFFL, 4);
    long offset = pointer & 0xFFFF;
    if (offset > cpu.segments[Segment.CS].limit) {
      throw cpu.generalProtection();
    }
    StackFrame frame = StackFrame.current(cpu);
    frame.push(Flags.get(cpu), 16);
    frame.push(cpu.segments[Segment.CS].selector, 16);
    frame.push(cpu.rip, 16);
    cpu.r[Cpu.RSP] = frame.pointer();
    SystemFlags.clear(cpu, Flags.IF | Flags.TF | Flags.AC | Flags.RF);
    CodeSegments.jumpReal(cpu, (int) (pointer >>> 16) & 0xFFFF, offset);
  }
}
