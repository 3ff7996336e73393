package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.mmu.Mmu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several blocks of one page as one piece of code, with one or more entries. */
public final class Translation {
  /** What runs. */
  final Code code;

  /** Offsets in the page at which it can be entered. */
  final List<Integer> entries;

  private final Map<Integer, Block> blocks;
  private final Map<Integer, CodePage> pages;
  private final long lines;
  private final int rank;

  /** Where its first block starts in the page, and behind its last one. */
  private final int start;

  private final int end;
  private long instructions;

  /** Bit n: entry n has been used; those from 63 on share a bit. */
  private long used;

  /**
   * A translation.
   *
   * @param code what runs
   * @param blocks the blocks by their offset from the start of the page, to find the place of a
   *     fault; offsets outside 0 to 4095 are those of blocks in {@code pages}
   * @param entries offsets of the blocks at which it can be entered, in the order of {@link
   *     Code#run}'s argument
   * @param pages the other pages whose code it holds, by how many pages behind its own they are
   *     mapped; if there are any, it is for one page only
   * @param rank of two translations of an entry, that of the higher rank runs
   */
  public Translation(
      Code code,
      Map<Integer, Block> blocks,
      List<Integer> entries,
      Map<Integer, CodePage> pages,
      int rank) {
    this.code = code;
    this.blocks = Map.copyOf(blocks);
    this.entries = List.copyOf(entries);
    this.pages = Map.copyOf(pages);
    this.lines = lines(0);
    this.rank = rank;
    this.start = blocks.keySet().stream().mapToInt(Integer::intValue).min().orElse(0);
    this.end =
        blocks.entrySet().stream()
            .mapToInt(at -> at.getKey() + at.getValue().bytes())
            .max()
            .orElse(0);
  }

  /** The code of a translation; a class, because calls of interfaces cost more. */
  public abstract static class Code {

    /** The result of {@link #run} when nothing is left to do of a block. */
    public static final int DONE = -1;

    /**
     * Runs from an entry until it leaves the translation, or until a block would pass {@link
     * Cpu#attentionAt}, or until {@link Cpu#blockEnd} has become 0. Leaves {@link Cpu#index} 0. If
     * it throws a fault, {@link Cpu#r} at {@link Cpu#BLOCK_START} says in which block and {@link
     * Cpu#index} at which instruction.
     *
     * @param r the registers of {@code cpu}
     * @param mmu that of {@code cpu}
     * @param page RIP of the start of the page
     * @param entry number of the entry, from 0
     * @return {@link #DONE} with {@link Cpu#rip} and {@link Cpu#instructions} exact; or the number
     *     of an instruction that is to be interpreted, and the rest of its block behind it: then
     *     both are those of the start of that block
     */
    public abstract int run(Cpu cpu, long[] r, Mmu mmu, long page, int entry);
  }

  /** The blocks by their offset from the start of the page. */
  public Map<Integer, Block> blocks() {
    return blocks;
  }

  /** Bit n: bytes 64n to 64n+63 of the page are part of it. */
  public long lines() {
    return lines;
  }

  /**
   * Bit n: bytes 64n to 64n+63 of the page that is {@code number} behind its own are part of it.
   */
  long lines(int number) {
    long found = 0;
    for (var entry : blocks.entrySet()) {
      if (entry.getKey() >> 12 == number) {
        found |= CodePage.linesOf(entry.getKey() & 4095, entry.getValue().bytes());
      }
    }
    return found;
  }

  /** The other pages whose code it holds, by how many pages behind its own they are mapped. */
  public Map<Integer, CodePage> pages() {
    return pages;
  }

  /** How many instructions have retired in it. */
  public long instructions() {
    return instructions;
  }

  /** Forgets how many instructions have retired, so that it becomes very hot again. */
  public void startOver() {
    instructions = 0;
  }

  /** Offsets at which it has been entered. */
  public List<Integer> usedEntries() {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if ((used & bit(i)) != 0) {
        result.add(entries.get(i));
      }
    }
    return result;
  }

  private static long bit(int entry) {
    return 1L << Math.min(entry, 63);
  }

  /**
   * Whether its code lies at offsets from 0 to {@code last} of a code segment.
   *
   * @param page offset of the start of its page in the segment, which may be negative
   */
  boolean isInside(long page, long last) {
    return page + start >= 0 && page + end - 1 <= last;
  }

  /** Remembers that entry {@code number} is used. */
  void use(int number) {
    used |= bit(number);
  }

  boolean outranks(Translation other) {
    return other == null || rank > other.rank;
  }

  /**
   * Counts {@code retired} instructions; true when that makes them {@code threshold}, which happens
   * once.
   */
  boolean passes(long retired, long threshold) {
    long before = instructions;
    instructions = before + retired;
    return before < threshold && instructions >= threshold;
  }
}
