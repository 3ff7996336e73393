package emu.jit.cache;

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
import emu.core.mmu.Mmu;
import emu.jit.region.Region;
import emu.jit.region.RegionFinder;
import java.util.TreeMap;

/** A guest with a loop of two blocks that becomes hot, wherever in memory the test puts it. */
final class HotGuest implements AutoCloseable, Translator {
  private static final int COUNT = 2 * Interpreter.HOT;

  final Cpu cpu;
  private final Interpreter interpreter;

  private int start;

  /** Where the loop is, if it became hot in the last run; else null. */
  CodePage page;

  int offset;

  /** How often code of {@link #compiled} ran. */
  int runs;

  HotGuest() {
    cpu = new Cpu(CpuModel.X86_64_V2, new PhysicalMemory(1 << 20), new PortBus());
    cpu.cr0 |= Cr.CR0_PE;
    cpu.efer |= Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].base = 0;
    cpu.modeChanged();
    interpreter = new Interpreter(cpu, this);
  }

  /** Writes a loop to {@code address} that adds {@code value} to EAX, without running it. */
  void write(int address, int value) {
    Assembly program =
        Assembler.assemble(
            """
            bits 64
            org %d
            again: add eax, %d
            jc more
            more: dec ecx
            jnz again
            hlt
            """
                .formatted(address, value));
    cpu.memory.copyIn(address, program.code());
  }

  /** Runs the loop at {@code address} until it ends; returns EAX. */
  long run(int address) {
    start = address & 4095;
    page = null;
    cpu.halted = false;
    cpu.rip = address;
    cpu.r[0] = 0;
    cpu.r[1] = COUNT;
    interpreter.run(cpu.instructionCount() + 10L * COUNT);
    return cpu.r[0];
  }

  /** What {@link #run} returns if it interprets. */
  static long sum(int value) {
    return (long) COUNT * value;
  }

  /**
   * Stands for a translation of the loop whose block was reported hot: ends the loop and counts.
   */
  CompiledRegion compiled(int tier) {
    return compiled(tier, RegionFinder.find(page, offset));
  }

  /** The same for a given region of it. */
  CompiledRegion compiled(int tier, Region region) {
    var last = new TreeMap<>(region.blocks()).lastEntry();
    int end = last.getKey() + last.getValue().bytes();
    Translation.Code code =
        new Translation.Code() {
          @Override
          public int run(Cpu c, long[] r, Mmu mmu, long start, int entry) {
            runs++;
            c.instructions++;
            c.rip = start + end;
            return DONE;
          }
        };
    Translation translation =
        new Translation(code, region.blocks(), region.entries(), region.pages(), tier);
    return new CompiledRegion(page.mode(), region, tier, translation, 1000);
  }

  @Override
  public boolean hot(CodePage page, long linear) {
    int at = (int) linear & 4095;
    if (at == start) {
      this.page = page;
      this.offset = at;
    }
    return true;
  }

  @Override
  public void veryHot(CodePage page, Translation translation) {}

  /** The test may have published and withdrawn what it likes. */
  @Override
  public boolean publish() {
    return true;
  }

  @Override
  public void close() {
    cpu.memory.close();
  }
}
