package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import emu.core.memory.CodeWatch;
import emu.core.memory.PhysicalMemory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Decoded code by physical page and mode, with a code TLB in front that maps linear pages to it.
 *
 * <p>Decoded code outlives the translations through which it was reached; writes to it are seen
 * through {@link CodeWatch}.
 */
final class CodeCache implements CodeWatch {
  private static final int SLOTS = 1024;
  private static final int EPOCHS = 4096;
  private static final CodeMode[] MODES = CodeMode.values();

  /**
   * Most instructions that are kept decoded, each about 200 bytes of the heap: twice what a boot of
   * Debian's installer needs.
   */
  private static final long MOST_INSTRUCTIONS = 1_500_000;

  /** A page's table of blocks takes as much memory as this many instructions. */
  private static final int PAGE_WEIGHT = 80;

  private final Cpu cpu;
  private final Map<Long, CodePage> pages = new HashMap<>();
  private final BiConsumer<CodePage, Set<Translation>> onInvalidated;
  private final long[][] tags = new long[2 * MODES.length][SLOTS];
  private final CodePage[][] targets = new CodePage[2 * MODES.length][SLOTS];
  private final long mostWeight;
  private int epoch = -1;
  private int version;

  /** Instructions and pages added since {@link #trim} last counted, and what it counted. */
  private long weight;

  /**
   * A cache for {@code cpu}; {@code onInvalidated} takes the page of which code was thrown away,
   * and the translations that ran there instead of it.
   */
  CodeCache(Cpu cpu, BiConsumer<CodePage, Set<Translation>> onInvalidated) {
    this(cpu, onInvalidated, MOST_INSTRUCTIONS);
  }

  /** The same for another number of instructions. */
  CodeCache(Cpu cpu, BiConsumer<CodePage, Set<Translation>> onInvalidated, long mostInstructions) {
    this.cpu = cpu;
    this.mostWeight = mostInstructions;
    this.onInvalidated = onInvalidated;
    cpu.memory.setCodeWatch(this);
    cpu.breakpoints.onGuardChanged(this::redecode);
  }

  /**
   * The same as {@link #page}, when no other page is in use: what was there before may be thrown
   * away.
   */
  CodePage enter(long linear) {
    trim();
    return page(linear);
  }

  /** The page that the processor would fetch from at {@code linear} now; faults if it may not. */
  CodePage page(long linear) {
    int now = cpu.mmu.codeEpoch();
    if ((now ^ epoch) >>> 12 != 0) {
      for (long[] table : tags) {
        Arrays.fill(table, -1);
      }
      epoch = now;
    }
    int table = table();
    int slot = slot(linear);
    long tag = tag(linear, now);
    if (tags[table][slot] == tag) {
      return targets[table][slot];
    }
    CodePage page = byAddress(cpu.mmu.physicalOfCode(linear) & -4096L, cpu.codeMode);
    tags[table][slot] = tag;
    targets[table][slot] = page;
    return page;
  }

  /** The page that is known to be mapped at {@code linear} now; null if none is. */
  CodePage known(long linear) {
    int now = cpu.mmu.codeEpoch();
    int table = table();
    int slot = slot(linear);
    boolean same = (now ^ epoch) >>> 12 == 0 && tags[table][slot] == tag(linear, now);
    return same ? targets[table][slot] : null;
  }

  private int table() {
    return cpu.codeMode.ordinal() * 2 + (cpu.cpl == 3 ? 1 : 0);
  }

  private static int slot(long linear) {
    return (int) (linear >>> 12) & (SLOTS - 1);
  }

  private static long tag(long linear, int epoch) {
    return linear & -4096L | epoch & (EPOCHS - 1);
  }

  private CodePage byAddress(long physical, CodeMode mode) {
    Long key = physical | mode.ordinal();
    CodePage page = pages.get(key);
    if (page == null) {
      page = new CodePage(cpu, this, physical, mode);
      pages.put(key, page);
      weight += PAGE_WEIGHT;
    }
    return page;
  }

  /**
   * Throws everything away if there is too much of it: a guest may hold more code than fits, and
   * need not be honest.
   */
  private void trim() {
    if (weight <= mostWeight) {
      return;
    }
    weight = 0;
    for (CodePage page : pages.values()) {
      weight += PAGE_WEIGHT + page.instructions();
    }
    if (weight > mostWeight / 2) {
      weight = 0;
      version++;
      pages.values().forEach(CodePage::dropTranslations);
      pages.clear();
      for (int table = 0; table < tags.length; table++) {
        Arrays.fill(tags[table], -1);
        Arrays.fill(targets[table], null);
      }
    }
  }

  /** Changes whenever what a page runs may have changed, other than by new blocks. */
  int version() {
    return version;
  }

  /** Translations were given to pages or taken from them. */
  void translationsChanged() {
    version++;
  }

  /** Puts {@code block} into {@code page}, whose writes are watched from now on. */
  void add(CodePage page, int offset, Block block) {
    watch(page);
    if (block.secondPage != null) {
      watch(block.secondPage);
    }
    page.add(offset, block);
    weight += block.ops.length;
  }

  /** Has what is at {@code place} of any page be decoded anew: breakpoints have changed there. */
  private void redecode(int place) {
    for (CodePage page : pages.values()) {
      if (page.holdsCode(place, 1)) {
        onInvalidated.accept(page, page.drop(place, 1));
      }
    }
    version++;
  }

  private void watch(CodePage page) {
    if (page.isEmpty()) {
      cpu.memory.setHoldsCode(page.physical, true);
      cpu.mmu.flushPhysicalPage(page.physical);
    }
  }

  @Override
  public void codeWritten(long address, int length) {
    int offset = (int) address & 4095;
    boolean holdsCode = false;
    for (CodeMode mode : MODES) {
      CodePage page = pages.get(address & -4096L | mode.ordinal());
      if (page != null) {
        if (page.holdsCode(offset, length)) {
          Set<Translation> lost = page.invalidate(offset, length);
          version++;
          onInvalidated.accept(page, lost);
        }
        holdsCode |= !page.isEmpty();
      }
    }
    if (!holdsCode) {
      cpu.memory.setHoldsCode(address, false);
      cpu.mmu.flushPhysicalPage(address);
    }
  }

  @Override
  public void mappingChanged(long start, long end) {
    pages.values().stream()
        .filter(page -> !page.isEmpty() && page.physical >= start && page.physical < end)
        .toList()
        .forEach(page -> codeWritten(page.physical, PhysicalMemory.PAGE));
  }
}
