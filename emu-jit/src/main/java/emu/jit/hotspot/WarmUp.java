package emu.jit.hotspot;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.interp.Translation;
import emu.core.memory.PhysicalMemory;

/** Calls code as no guest does, for what HotSpot learns from it. */
final class WarmUp {
  private static final int TRAINING = 20_000;
  private static final int RARE = 1000;

  private final Cpu cpu;

  WarmUp() {
    cpu = new Cpu(CpuModel.X86_64_V2, new PhysicalMemory(PhysicalMemory.PAGE), new PortBus());
    cpu.attentionAt = 0;
  }

  /**
   * Calls {@code code} with a processor that wants to look up at once, so that each call returns
   * from the entry.
   */
  void run(Translation.Code code, int calls) {
    for (int i = 0; i < calls; i++) {
      code.run(cpu, cpu.r, cpu.mmu, 0, 0);
    }
  }

  /**
   * Gives the methods that choose between a common and a rare way a profile that says so, before
   * any translation is compiled with them inlined.
   */
  void train() {
    for (int i = 0; i < TRAINING; i++) {
      boolean rare = i % RARE == 0;
      long linear = rare ? PhysicalMemory.PAGE - 4 : 0;
      cpu.mmu.readable(linear, 8);
      cpu.mmu.writable(linear, 8);
    }
  }
}
