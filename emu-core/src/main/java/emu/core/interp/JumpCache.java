package emu.core.interp;

import emu.core.cpu.Cpu;

/**
 * Translations by the RIP at which they are entered, so that going from one to the next does not
 * look for page and block.
 *
 * <p>An entry holds as long as no code mapping, no translation and not the code segment has
 * changed; after that it has to be filled again.
 */
final class JumpCache {
  private static final int SLOTS = 4096;

  /** The tag of no canonical address: its two top bits differ. */
  private static final long NO_ADDRESS = 1L << 62;

  private final Cpu cpu;
  private final CodeCache cache;
  private final Jump[] jumps = new Jump[SLOTS];

  /** One way into a translation. */
  static final class Jump {
    /** RIP and privilege, see {@link #tag}. */
    private long tag = NO_ADDRESS;

    private int stamp;

    /** Instructions of the block at the entry. */
    int size;

    int number;

    /** RIP of the start of the page. */
    long page;

    Translation.Code code;
    Translation translation;
    CodePage codePage;
  }

  JumpCache(Cpu cpu, CodeCache cache) {
    this.cpu = cpu;
    this.cache = cache;
    for (int i = 0; i < SLOTS; i++) {
      jumps[i] = new Jump();
    }
  }

  /** Changes whenever an entry may have become wrong. */
  private int stamp() {
    return cpu.mmu.codeEpoch() + cache.version() + cpu.codeSegmentEpoch;
  }

  /** An address without its top bit, which is the next one's copy, and whether CPL is 3. */
  private long tag(long rip) {
    return rip << 1 ^ (cpu.cpl == 3 ? 1 : 0);
  }

  private static int slot(long rip) {
    return (int) (rip ^ rip >>> 12) & (SLOTS - 1);
  }

  /** The translation to enter at {@code rip}, or null if none is known. */
  Jump find(long rip) {
    Jump jump = jumps[slot(rip)];
    return jump.tag == tag(rip) && jump.stamp == stamp() ? jump : null;
  }

  /**
   * Remembers the translation of {@code block}, which is at {@code rip} and at {@code offset} in
   * {@code page}.
   */
  Jump fill(long rip, CodePage page, int offset, Block block) {
    Jump jump = jumps[slot(rip)];
    jump.tag = tag(rip);
    jump.stamp = stamp();
    jump.size = block.ops.length;
    jump.number = block.entry;
    jump.page = rip - offset;
    jump.code = block.translation.code;
    jump.translation = block.translation;
    jump.codePage = page;
    block.translation.use(block.entry);
    return jump;
  }
}
