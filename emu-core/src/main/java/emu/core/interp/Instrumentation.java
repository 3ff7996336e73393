package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import java.util.List;
import java.util.Objects;

/**
 * Looks at the blocks that an interpreter decodes, and says what is to be called whenever one of
 * them runs. An interpreter without it has no check for it anywhere.
 *
 * <p>A block runs from its first instruction on, and each run of one starts with that call; it may
 * end early, for an event or a fault, and goes on as a block of its own that starts at the next
 * instruction. So {@link Cpu#instructionCount} at the starts tells exactly what ran.
 */
@FunctionalInterface
public interface Instrumentation {

  /** Looks at no block. */
  Instrumentation NONE = (block, linear) -> null;

  /** What is called when a block starts. */
  @FunctionalInterface
  interface Entry {

    /**
     * The block is about to run: all registers are those of its start, and {@link
     * Cpu#instructionCount} is how many instructions came before.
     */
    void entered(Cpu cpu);
  }

  /**
   * A block was decoded.
   *
   * @param linear where it starts; the same block may run at other linear addresses too, where the
   *     physical page is mapped there, and {@link #linear} tells at which it does
   * @return null if nothing is to be called
   */
  Entry decoded(Block block, long linear);

  /** Linear address of the block whose {@link Entry} is called. */
  static long linear(Cpu cpu) {
    long linear = cpu.segmentBase[Segment.CS] + cpu.r[Cpu.BLOCK_START];
    return cpu.is64BitCode() ? linear : linear & 0xFFFF_FFFFL;
  }

  /** All of {@code parts} as one, called in their order. */
  static Instrumentation all(List<Instrumentation> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : (block, linear) -> {
          List<Entry> entries =
              parts.stream()
                  .map(part -> part.decoded(block, linear))
                  .filter(Objects::nonNull)
                  .toList();
          return entries.isEmpty() ? null : cpu -> entries.forEach(entry -> entry.entered(cpu));
        };
  }
}
