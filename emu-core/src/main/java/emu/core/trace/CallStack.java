package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.decode.CodeMode;
import emu.core.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that called each other to come where a processor is, by the chain of frame pointers
 * in RBP, as far as that holds: each frame lies above the one before, and near, and its return
 * address is in a function with a name.
 */
final class CallStack {
  /** Most bytes from one frame to the next; stacks of kernels are that large. */
  private static final long FARTHEST = 1 << 16;

  private static final int MOST_FRAMES = 128;

  private final SymbolNames symbols;

  CallStack(SymbolNames symbols) {
    this.symbols = symbols;
  }

  /** The functions, the outermost first; nothing is changed. */
  List<String> of(Cpu cpu) {
    List<String> frames = new ArrayList<>();
    frames.add(name(TraceAddress.next(cpu)));
    if (cpu.codeMode != CodeMode.CODE_16) {
      walk(cpu, frames);
    }
    return frames.reversed();
  }

  private void walk(Cpu cpu, List<String> frames) {
    int size = cpu.is64BitCode() ? 8 : 4;
    long mask = cpu.is64BitCode() ? -1L : 0xFFFF_FFFFL;
    long base = cpu.segmentBase[Segment.SS];
    long below = cpu.r[Cpu.RSP] & mask;
    long frame = cpu.r[Cpu.RBP] & mask;
    while (frames.size() < MOST_FRAMES) {
      boolean holds =
          frame % size == 0
              && Long.compareUnsigned(frame, below) >= 0
              && Long.compareUnsigned(frame - below, FARTHEST) < 0;
      if (!holds) {
        return;
      }
      long next = read(cpu, base + frame & mask, size);
      long back = read(cpu, base + frame + size & mask, size);
      // The call is before the address to return to, maybe the last instruction of its function.
      if (back == 0 || symbols.function(back - 1).isEmpty()) {
        return;
      }
      frames.add(name(back - 1));
      below = frame + 2L * size;
      frame = next;
    }
  }

  /** What lies in memory at {@code linear}, a multiple of {@code size}; 0 if nothing does. */
  private static long read(Cpu cpu, long linear, int size) {
    long physical = cpu.mmu.lookUp(linear);
    boolean inPage = (physical & PhysicalMemory.PAGE - 1) + size <= PhysicalMemory.PAGE;
    if (physical < 0 || !inPage || !cpu.memory.isRam(physical, size)) {
      return 0;
    }
    return cpu.memory.read(physical, size);
  }

  private String name(long linear) {
    String function = symbols.function(linear);
    return function.isEmpty() ? "[%x]".formatted(linear & -PhysicalMemory.PAGE) : function;
  }
}
