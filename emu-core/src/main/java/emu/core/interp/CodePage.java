package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The blocks decoded from one physical page in one mode. */
public final class CodePage {
  private static final int PAGE = 4096;
  private static final int PAGE_SHIFT = 12;
  private static final int LINE_SHIFT = 6;

  private static final AtomicLong MADE = new AtomicLong();

  final long physical;
  final CodeMode mode;
  private final long serial = MADE.incrementAndGet();

  /** Blocks by the offset of their first byte. */
  final Block[] blocks = new Block[PAGE];

  /**
   * Blocks of the page before whose only instruction reaches into this one: where they are, by page
   * and offset.
   */
  private final List<CodePage> reachingIn = new ArrayList<>();

  /** Translations of other pages that hold code of this one. */
  private final List<Linked> linked = new ArrayList<>();

  final Cpu cpu;
  private final CodeCache cache;
  private final Rewrites rewrites = new Rewrites();

  /** Bit n: bytes 64n to 64n+63 hold code that was decoded or is translated. */
  private long lines;

  /** Lines of this page that are part of {@code translation}, which is one of {@code home}. */
  private record Linked(CodePage home, Translation translation, long lines) {}

  CodePage(Cpu cpu, CodeCache cache, long physical, CodeMode mode) {
    this.cpu = cpu;
    this.cache = cache;
    this.physical = physical;
    this.mode = mode;
  }

  /** Its physical address. */
  public long physical() {
    return physical;
  }

  /** The page of code that is known to be mapped at {@code linear} now; null if none is. */
  public CodePage neighbour(long linear) {
    return cache.known(linear);
  }

  /** The block whose first byte is at {@code offset}, or null. */
  public Block blockAt(int offset) {
    return blocks[offset];
  }

  /** A number that no other page has had in this virtual machine. */
  public long serial() {
    return serial;
  }

  /** How its code is read. */
  public CodeMode mode() {
    return mode;
  }

  /**
   * Has {@code translation} run instead of those of its entries that are decoded, unless the page
   * does not hold all the code that it was made of (any more), or has a breakpoint there, or
   * something better runs there.
   *
   * @return whether the page holds the code and no breakpoint in it
   */
  public boolean publish(Translation translation) {
    if (hasGuarded(translation.blocks()) || !holds(translation.blocks(), translation.pages())) {
      return false;
    }
    unlink(translation);
    translation
        .pages()
        .forEach(
            (number, page) -> page.link(new Linked(this, translation, translation.lines(number))));
    for (int i = 0; i < translation.entries.size(); i++) {
      Block block = blocks[translation.entries.get(i)];
      if (block != null && translation.outranks(block.translation)) {
        block.translation = translation;
        block.entry = i;
        block.claimed = true;
        lines |= translation.lines();
      }
    }
    return true;
  }

  private boolean hasGuarded(Map<Integer, Block> wanted) {
    for (var entry : wanted.entrySet()) {
      if (cpu.breakpoints.guards(entry.getKey() & PAGE - 1, entry.getValue().bytes())) {
        return true;
      }
    }
    return false;
  }

  private void link(Linked link) {
    linked.add(link);
    lines |= link.lines;
  }

  private static void unlink(Translation translation) {
    for (CodePage page : translation.pages().values()) {
      page.linked.removeIf(link -> link.translation == translation);
    }
  }

  /**
   * Whether it holds the same code as {@code wanted}, blocks of any page by their offsets.
   *
   * @param others where blocks at offsets outside the page are, by number of pages behind this one
   */
  public boolean holds(Map<Integer, Block> wanted, Map<Integer, CodePage> others) {
    byte[] bytes = null;
    for (var entry : wanted.entrySet()) {
      int offset = entry.getKey() & PAGE - 1;
      int number = entry.getKey() >> PAGE_SHIFT;
      CodePage page = number == 0 ? this : others.get(number);
      Block block = page.blocks[offset];
      boolean same;
      if (block != null) {
        same = block == entry.getValue() || block.sameCode(entry.getValue());
      } else if (page == this) {
        if (bytes == null) {
          bytes = new byte[PAGE];
          cpu.memory.copyOut(physical, bytes, 0, PAGE);
        }
        same = entry.getValue().sameCode(bytes, offset);
      } else {
        same = false;
      }
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /**
   * Has the block at {@code offset} be interpreted again, if what runs instead is {@code
   * translation}.
   *
   * @param heat how often it counts as interpreted
   */
  public void withdraw(int offset, Translation translation, int heat) {
    Block block = blocks[offset];
    if (block != null && block.translation == translation) {
      block.translation = null;
      block.claimed = false;
      block.heat = heat;
    }
    unlink(translation);
  }

  /** Whether its code was rewritten so often lately that translating it would not pay. */
  public boolean rewritesItself() {
    return rewrites.tooMany(cpu.instructionCount());
  }

  void add(int offset, Block block) {
    blocks[offset] = block;
    lines |= linesOf(offset, Math.min(block.bytes(), PAGE - offset));
    if (block.secondPage != null) {
      block.secondPage.reachedFrom(this);
    }
  }

  private void reachedFrom(CodePage page) {
    lines |= 1;
    if (!reachingIn.contains(page)) {
      reachingIn.add(page);
    }
  }

  boolean holdsCode(int offset, int length) {
    return (lines & linesOf(offset, length)) != 0;
  }

  /** Has no block refer to a translation any more, when the page is thrown away. */
  void dropTranslations() {
    for (Block block : blocks) {
      if (block != null) {
        block.translation = null;
      }
    }
  }

  boolean isEmpty() {
    return lines == 0;
  }

  /** How many instructions its blocks hold. */
  int instructions() {
    int count = 0;
    for (Block block : blocks) {
      count += block == null ? 0 : block.ops.length;
    }
    return count;
  }

  /**
   * Throws away every block that has a byte in the lines which {@code length} bytes at {@code
   * offset} touch.
   *
   * @return the translations that do not run there any more for that
   */
  Set<Translation> invalidate(int offset, int length) {
    Set<Translation> lost = drop(offset, length);
    if (!lost.isEmpty()) {
      rewrites.count(cpu.instructionCount());
    }
    return lost;
  }

  /** The same when nothing was written. */
  Set<Translation> drop(int offset, int length) {
    long written = linesOf(offset, length);
    int first = Long.numberOfTrailingZeros(written) << LINE_SHIFT;
    int end = (64 - Long.numberOfLeadingZeros(written)) << LINE_SHIFT;
    long kept = 0;
    Set<Translation> lost = Set.of();
    for (int at = 0; at < PAGE; at++) {
      Block block = blocks[at];
      if (block == null) {
        continue;
      }
      if (at < end && at + block.bytes() > first) {
        lost = with(lost, block.translation);
        // Others may keep the block, and are not to keep the translation with it.
        block.translation = null;
        blocks[at] = null;
        continue;
      }
      if (block.translation != null && (block.translation.lines() & written) != 0) {
        lost = with(lost, block.translation);
        block.translation = null;
        block.claimed = false;
        block.heat = 0;
      }
      kept |= linesWith(block, at);
    }
    for (Linked link : List.copyOf(linked)) {
      if ((link.lines & written) != 0) {
        lost = with(lost, link.translation);
        link.home.lose(link.translation);
      } else {
        kept |= link.lines;
      }
    }
    lost.forEach(CodePage::unlink);
    dropReachingIn(written);
    lines = kept | (reachingIn.isEmpty() ? 0 : 1);
    return lost;
  }

  /** The lines of the block at {@code at}, and those of its translation. */
  private static long linesWith(Block block, int at) {
    long own = linesOf(at, Math.min(block.bytes(), PAGE - at));
    return block.translation == null ? own : own | block.translation.lines();
  }

  /** Drops the blocks of other pages that end in this one's first line, if that was written. */
  private void dropReachingIn(long written) {
    if ((written & 1) != 0) {
      reachingIn.forEach(CodePage::dropReachingOut);
      reachingIn.clear();
    }
  }

  /** Has its blocks run {@code translation} no more. */
  private void lose(Translation translation) {
    translation.entries.forEach(entry -> withdraw(entry, translation, 0));
  }

  /** Most writes hit no translation, and make no set. */
  private static Set<Translation> with(Set<Translation> lost, Translation translation) {
    if (translation == null) {
      return lost;
    }
    Set<Translation> more = lost.isEmpty() ? new HashSet<>() : lost;
    more.add(translation);
    return more;
  }

  private void dropReachingOut() {
    for (int at = PAGE - 15; at < PAGE; at++) {
      if (blocks[at] != null && blocks[at].secondPage != null) {
        blocks[at] = null;
      }
    }
  }

  /** The bits of the lines that {@code length} bytes at {@code offset} touch. */
  public static long linesOf(int offset, int length) {
    int first = offset >> LINE_SHIFT;
    int last = (offset + length - 1) >> LINE_SHIFT;
    return -1L >>> (63 - (last - first)) << first;
  }
}
