package emu.jit.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Segment;
import emu.core.interp.Block;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import emu.core.interp.Translation;
import emu.core.interp.Translator;
import emu.core.memory.PhysicalMemory;
import emu.jit.emit.RegionCompiler;
import emu.jit.emit.Tier;
import emu.jit.region.Region;
import emu.jit.region.RegionFinder;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Classes of regions that were evicted are unloaded. It runs in a virtual machine of its own with
 * little metaspace, in which a block is hot at its first run: see the pom.
 */
class ChurnTest {
  /** Calls a function that it changes before each call, and adds up what the function returns. */
  private static final String PROGRAM =
      """
      bits 64
      org 0x1000
      again: mov [rel function+1], ecx
      call function
      add rbx, rax
      dec ecx
      jnz again
      hlt
      align 4096
      function: mov eax, 0
      lea eax, [rax+rax]
      ret
      """;

  @Test
  void aHundredThousandRegions() {
    churn(100_000);
  }

  @Test
  @Tag("slow")
  void aMillionRegions() {
    churn(1_000_000);
  }

  private static void churn(int count) {
    assertEquals(1, Interpreter.HOT, "this test wants -Demu.engine.hot=1");
    long unloaded = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
    try (PhysicalMemory memory = new PhysicalMemory(1 << 16)) {
      Cpu cpu = guest(memory);
      cpu.r[1] = count;
      Churn translator = new Churn();
      new Interpreter(cpu, translator).run(Long.MAX_VALUE);
      assertTrue(cpu.halted);
      assertEquals((long) count * (count + 1), cpu.r[3]);
      TranslationCache.Statistics statistics = translator.cache.statistics();
      assertEquals(count, statistics.regions() + statistics.evicted());
      assertTrue(statistics.regions() < 1000, statistics.toString());
    }
    unloaded = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount() - unloaded;
    assertTrue(unloaded > count / 2, unloaded + " classes were unloaded");
  }

  /** A processor in 64-bit mode; without paging, which no real one allows, for less set-up. */
  private static Cpu guest(PhysicalMemory memory) {
    Assembly program = Assembler.assemble(PROGRAM);
    memory.copyIn(program.origin(), program.code());
    Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
    cpu.cr0 |= Cr.CR0_PE;
    cpu.efer |= Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].base = 0;
    cpu.r[4] = 0x8000;
    cpu.rip = program.origin();
    cpu.modeChanged();
    return cpu;
  }

  /** Translates the function, each time that it has changed, and nothing else. */
  private static final class Churn implements Translator {
    final TranslationCache cache = new TranslationCache(8 << 20);

    @Override
    public boolean hot(CodePage page, long linear) {
      int offset = (int) linear & 4095;
      Block block = page.blockAt(offset);
      if (block.op(block.size() - 1).insn.row().mnemonic().equals("RET")) {
        Region region = RegionFinder.find(page, offset);
        RegionCompiler.Result result = RegionCompiler.compile(region, Tier.QUICK);
        Translation translation =
            new Translation(result.code(), region.blocks(), region.entries(), region.pages(), 0);
        CompiledRegion compiled =
            cache.put(new CompiledRegion(page.mode(), region, 0, translation, result.classBytes()));
        assertTrue(cache.publish(compiled, page));
        cache.tend();
      }
      return true;
    }

    @Override
    public void veryHot(CodePage page, Translation translation) {}

    @Override
    public boolean publish() {
      return false;
    }
  }
}
