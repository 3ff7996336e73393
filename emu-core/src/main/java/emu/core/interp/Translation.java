package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.mmu.Mmu;
import java.util.Map;

/**
 * Several blocks of one page as one piece of code, entered at the first of them.
 *
 * @param code what runs
 * @param blocks the blocks by their offset in the page, to find the place of a fault
 * @param lines bit n: bytes 64n to 64n+63 of the page are part of it
 */
public record Translation(Code code, Map<Integer, Block> blocks, long lines) {

  /** The code of a translation. */
  @FunctionalInterface
  public interface Code {

    /**
     * Runs from the entry until it leaves the translation, or until a block would pass {@link
     * Cpu#attentionAt}, or until {@link Cpu#blockEnd} has become 0. Leaves {@link Cpu#rip} and
     * {@link Cpu#instructions} exact and {@link Cpu#index} 0. If it throws a fault, {@link Cpu#r}
     * at {@link Cpu#BLOCK_START} says in which block and {@link Cpu#index} at which instruction.
     *
     * @param r the registers of {@code cpu}
     * @param mmu that of {@code cpu}
     * @param page RIP of the start of the page
     */
    void run(Cpu cpu, long[] r, Mmu mmu, long page);
  }
}
