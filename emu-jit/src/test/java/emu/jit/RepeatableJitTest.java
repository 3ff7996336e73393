package emu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Segment;
import emu.core.interp.Interpreter;
import emu.core.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

class RepeatableJitTest {
  private static final int ROUNDS = 20 * Interpreter.HOT;

  @Test
  void runsHotCode() {
    Assembly program =
        Assembler.assemble(
            """
            org 0x1000
            bits 64
                    mov ecx, %d
            .next:
                    add rax, rcx
                    dec ecx
                    jnz .next
                    hlt
            """
                .formatted(ROUNDS));
    try (PhysicalMemory memory = new PhysicalMemory(1 << 20)) {
      memory.copyIn(program.origin(), program.code());
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      cpu.cr0 |= Cr.CR0_PE;
      cpu.efer |= Cr.EFER_LMA;
      cpu.segments[Segment.CS].access |= Segment.LONG;
      cpu.segments[Segment.CS].base = 0;
      cpu.rip = program.origin();
      cpu.modeChanged();
      ExecutionEngine engine = RepeatableJit.engine(cpu);
      for (long limit = 1_000; !cpu.halted; limit += 1_000) {
        engine.run(limit);
      }
      engine.close();
      assertEquals(ROUNDS * (ROUNDS + 1L) / 2, cpu.r[Cpu.RAX]);
      assertEquals(3L * ROUNDS + 2, cpu.instructions);
    }
  }
}
