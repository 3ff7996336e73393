package emu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Segment;
import emu.core.debug.StateHash;
import emu.core.interp.Interpreter;
import emu.core.memory.PhysicalMemory;
import emu.jit.cache.TranslationCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs reach the same states at the same counts in both engines. */
class BothEnginesTest {
  private static final int STEP = 9_973;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomProgram(long seed) {
    run(RandomProgram.of(seed), new TranslationCache(TranslationCache.MOST_WEIGHT));
  }

  /** One after the other, in a cache that has no room for all. */
  @Test
  void randomProgramsWithAFullCache() {
    TranslationCache cache = new TranslationCache(150_000);
    for (long seed = 1; seed <= 12; seed++) {
      run(RandomProgram.of(seed), cache);
    }
    assertTrue(cache.statistics().evicted() > 0, cache.statistics().toString());
  }

  @Test
  void whatOneProcessorLeftAnotherFinds() {
    TranslationCache cache = new TranslationCache(TranslationCache.MOST_WEIGHT);
    String source = RandomProgram.of(1);
    run(source, cache);
    TranslationCache.Statistics before = cache.statistics();
    run(source, cache);
    assertTrue(cache.statistics().revived() > before.revived());
  }

  private static void run(String source, TranslationCache cache) {
    Cpu interpreted = guest(source);
    Cpu translated = guest(source);
    Jit jit = new Jit(Jit.Executors.direct(), cache, () -> {});
    ExecutionEngine interpreter = new Interpreter(interpreted);
    ExecutionEngine translating = new Interpreter(translated, jit);
    for (long limit = STEP; !interpreted.halted; limit += STEP) {
      interpreter.run(limit);
      translating.run(limit);
      assertEquals(hash(interpreted), hash(translated), "state before " + limit + " of\n" + source);
    }
    assertTrue(jit.statistics().regions() > 0, "nothing became hot");
    translating.close();
  }

  /** A processor in 64-bit mode; without paging, which no real one allows, for less set-up. */
  private static Cpu guest(String source) {
    PhysicalMemory memory = new PhysicalMemory(1 << 20);
    Assembly program = Assembler.assemble(source);
    memory.copyIn(program.origin(), program.code());
    Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
    cpu.cr0 |= Cr.CR0_PE;
    cpu.efer |= Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].base = 0;
    cpu.rip = program.origin();
    cpu.modeChanged();
    return cpu;
  }

  private static long hash(Cpu cpu) {
    StateHash hash = new StateHash();
    cpu.hashInto(hash);
    cpu.memory.hashInto(hash);
    return hash.value();
  }
}
