package emu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Segment;
import emu.core.interp.Interpreter;
import emu.core.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

/** What the JIT tells of its work. */
class JitReportTest {
  private static final int ROUNDS = 12 * Interpreter.HOT;

  /** So long that what begins within the loop, where a run ended, does not become hot. */
  private static final int STEP = 3 * Interpreter.HOT + 1;

  private static final int START = 0x1000;

  /** Runs a loop until it is translated, then writes to it. */
  private static void run(Cpu cpu, ExecutionEngine engine) {
    Assembly program =
        Assembler.assemble(
            """
            org %d
            bits 64
                    mov ecx, %d
            .next:
                    add rax, rcx
                    dec ecx
                    jnz .next
                    hlt
            """
                .formatted(START, ROUNDS));
    cpu.memory.copyIn(program.origin(), program.code());
    cpu.cr0 |= Cr.CR0_PE;
    cpu.efer |= Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].base = 0;
    cpu.rip = program.origin();
    cpu.modeChanged();
    for (long limit = STEP; !cpu.halted; limit += STEP) {
      engine.run(limit);
    }
    cpu.memory.copyIn(START, new byte[program.code().length]);
  }

  private static String row(String report, String title) {
    return report
        .lines()
        .filter(line -> line.startsWith(title))
        .map(line -> line.strip().replaceAll(" +", " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsWhatBecameOfRegions() {
    try (PhysicalMemory memory = new PhysicalMemory(1 << 20)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      ExecutionEngine engine = RepeatableJit.engine(cpu);
      assertEquals(EngineStatistics.NONE, engine.statistics());

      run(cpu, engine);

      String report = engine.report();
      EngineStatistics statistics = engine.statistics();
      engine.close();
      assertEquals(1, statistics.regions());
      assertEquals(1, statistics.classes());
      assertTrue(statistics.bytecodeBytes() > 0, statistics::toString);
      assertTrue(statistics.compileNanoseconds() > 0, statistics::toString);
      assertEquals("regions translated 1 0", row(report, "regions"));
      assertEquals("instructions in them 3 0", row(report, "instructions"));
      assertEquals("published 1 0", row(report, "published"));
      assertEquals("refused: too long 0 0", row(report, "refused: too"));
      assertEquals("invalidated by a write 1 0", row(report, "invalidated"));
      assertEquals("evicted 0", row(report, "evicted"));
      assertTrue(row(report, "run translated").contains("9"), report);
    }
  }

  @Test
  void theInterpreterHasNothingToTell() {
    try (PhysicalMemory memory = new PhysicalMemory(1 << 20)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      ExecutionEngine engine = new Interpreter(cpu);
      run(cpu, engine);
      assertEquals("", engine.report());
      assertEquals(EngineStatistics.NONE, engine.statistics());
    }
  }
}
