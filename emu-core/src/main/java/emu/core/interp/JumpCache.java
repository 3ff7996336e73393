package emu.core.interp;

import emu.core.cpu.Cpu;

/**
 * Translations by the linear address at which they are entered, so that going from one to the next
 * does not look for page and block.
 *
 * <p>An entry holds as long as no code mapping and no translation has changed; after that it has to
 * be filled again.
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
    /** Linear address and privilege, see {@link #tag}. */
    private long tag = NO_ADDRESS;

    private int stamp;

    /** Instructions of the block at the entry. */
    int size;

    int number;
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
    return cpu.mmu.codeEpoch() + cache.version();
  }

  /** An address without its top bit, which is the next one's copy, and whether CPL is 3. */
  private long tag(long linear) {
    return linear << 1 ^ (cpu.cpl == 3 ? 1 : 0);
  }

  private static int slot(long linear) {
    return (int) (linear ^ linear >>> 12) & (SLOTS - 1);
  }

  /** The translation to enter at {@code linear}, in 64-bit code, or null if none is known. */
  Jump find(long linear) {
    Jump jump = jumps[slot(linear)];
    return jump.tag == tag(linear) && jump.stamp == stamp() ? jump : null;
  }

  /** Remembers the translation of {@code block}, which is at {@code linear} in {@code page}. */
  Jump fill(long linear, CodePage page, Block block) {
    Jump jump = jumps[slot(linear)];
    jump.tag = tag(linear);
    jump.stamp = stamp();
    jump.size = block.ops.length;
    jump.number = block.entry;
    jump.page = linear & -4096L;
    jump.code = block.translation.code;
    jump.translation = block.translation;
    jump.codePage = page;
    block.translation.use(block.entry);
    return jump;
  }
}
