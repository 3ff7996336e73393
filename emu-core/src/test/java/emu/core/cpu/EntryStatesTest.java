package emu.core.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.PortBus;
import emu.core.decode.CodeMode;
import emu.core.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

class EntryStatesTest {
  private static EntryState state(EntryState.Mode mode, long cr3) {
    return new EntryState(mode, 0x10_0000, 1, 2, 3, 4, 5, 6, 7, cr3, 0x500, 0x1F, 0x10, 0x18);
  }

  @Test
  void protectedMode() {
    try (var memory = new PhysicalMemory(1 << 20)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      EntryStates.enter(cpu, state(EntryState.Mode.PROTECTED_32, 0));
      assertEquals(CodeMode.CODE_32, cpu.codeMode);
      assertEquals(Cr.CR0_PE | Cr.CR0_ET, cpu.cr0);
      assertEquals(0x10_0000, cpu.rip);
      assertEquals(2, Flags.get(cpu));
      assertEquals(2, cpu.r[Cpu.RBX]);
      assertEquals(0x10, cpu.segments[Segment.CS].selector);
      assertEquals(0x18, cpu.segments[Segment.GS].selector);
      assertEquals(0xFFFF_FFFFL, cpu.segments[Segment.ES].limit);
      assertEquals(0xFFFF_FFFFL, cpu.stackMask);
      assertEquals(0x500, cpu.gdtr.base);
    }
  }

  @Test
  void longMode() {
    try (var memory = new PhysicalMemory(1 << 20)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      EntryStates.enter(cpu, state(EntryState.Mode.LONG_64, 0x1000));
      assertEquals(CodeMode.CODE_64, cpu.codeMode);
      assertTrue(cpu.isLongMode());
      assertEquals(0x1000, cpu.cr3);
      assertEquals(Cr.CR4_PAE, cpu.cr4);
      assertEquals(7, cpu.r[Cpu.RSP]);
    }
  }
}
