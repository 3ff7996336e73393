package emu.jit.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Segment;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import emu.core.interp.Translation;
import emu.core.interp.Translator;
import emu.core.memory.PhysicalMemory;
import emu.jit.emit.RegionCompiler;
import emu.jit.emit.Tier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionTest {
  /** The first block leaves other flags pending for the loop than the loop itself does. */
  private static final String PROGRAM =
      """
      bits 64
      org 0x1000
      outer: mov ecx, 20
      add ebx, 1
      jz done
      loop: jc again
      again: sub ecx, 1
      jnz loop
      behind: dec esi
      jnz outer
      done: hlt
      """;

  private CodePage page;

  @Test
  void whatIsNotReachedFromItsEntriesIsLeftOut() {
    Assembly program = Assembler.assemble(PROGRAM);
    Region region;
    try (PhysicalMemory memory = new PhysicalMemory(1 << 16)) {
      memory.copyIn(program.origin(), program.code());
      run(memory, (int) program.origin());
      assertNotNull(page);
      region = RegionFinder.find(page, 0);
    }
    int again = (int) (program.symbol("again") - program.origin());
    int loop = (int) (program.symbol("loop") - program.origin());
    assertTrue(region.blocks().keySet().containsAll(Set.of(0, loop, again)));
    assertNotNull(RegionCompiler.compile(region, Tier.OPTIMISED));

    Region outer = region.enteredAt(List.of(0));
    assertEquals(region.blocks(), outer.blocks());
    assertEquals(List.of(0), outer.entries());

    region.blocks().remove((int) (program.symbol("behind") - program.origin()));
    Region inner = region.enteredAt(List.of(again));
    assertEquals(Set.of(loop, again), inner.blocks().keySet());
    assertNotNull(RegionCompiler.compile(inner, Tier.OPTIMISED));
  }

  @Test
  void itReachesIntoOtherPages() {
    Assembly program =
        Assembler.assemble(
            """
            bits 64
            org 0x1000
            again: call 0x3010
            dec esi
            jnz again
            hlt
            """);
    try (PhysicalMemory memory = new PhysicalMemory(1 << 16)) {
      memory.copyIn(program.origin(), program.code());
      memory.write(0x3010, 2, 0xC390); // NOP; RET
      run(memory, (int) program.origin());
      Region region =
          RegionFinder.find(page, 0, number -> page.neighbour(page.physical() + number * 4096L));
      assertEquals(Set.of(0, 5, 0x2010), region.blocks().keySet());
      assertEquals(List.of(0, 5), region.entries());
      assertEquals(List.of(5), region.returnPoints());
      assertEquals(Set.of(2), region.pages().keySet());
      for (Tier tier : Tier.values()) {
        assertNotNull(RegionCompiler.compile(region, tier));
      }
      assertEquals(Set.of(0, 5), RegionFinder.find(page, 0).blocks().keySet());
    }
  }

  private void run(PhysicalMemory memory, int origin) {
    Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
    cpu.cr0 |= Cr.CR0_PE;
    cpu.efer |= Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].base = 0;
    cpu.rip = origin;
    cpu.r[Cpu.RSP] = 0x8000;
    cpu.r[6] = 4L * Interpreter.HOT;
    cpu.modeChanged();
    new Interpreter(cpu, new Finder()).run(Long.MAX_VALUE);
  }

  private final class Finder implements Translator {
    @Override
    public boolean hot(CodePage hotPage, long linear) {
      page = linear >> 12 == 1 ? hotPage : page;
      return true;
    }

    @Override
    public void veryHot(CodePage hotPage, Translation translation) {}

    @Override
    public boolean publish() {
      return false;
    }
  }
}
