package emu.jit;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.interp.Translation;
import emu.core.memory.PhysicalMemory;

/**
 * Has HotSpot compile new code before a guest runs it: calls it with a processor that wants to look
 * up at once, so that each call returns from the entry.
 */
final class WarmUp {
  private static final int CALLS = 300;

  private final Cpu cpu;

  WarmUp(CpuModel model) {
    cpu = new Cpu(model, new PhysicalMemory(PhysicalMemory.PAGE), new PortBus());
    cpu.attentionAt = 0;
  }

  void run(Translation.Code code) {
    for (int i = 0; i < CALLS; i++) {
      code.run(cpu, cpu.r, cpu.mmu, 0);
    }
  }
}
