package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The blocks decoded from one physical page in one mode. */
public final class CodePage {
  private static final int PAGE = 4096;
  private static final int LINE_SHIFT = 6;

  final long physical;
  final CodeMode mode;

  /** Blocks by the offset of their first byte. */
  final Block[] blocks = new Block[PAGE];

  /**
   * Blocks of the page before whose only instruction reaches into this one: where they are, by page
   * and offset.
   */
  private final List<CodePage> reachingIn = new ArrayList<>();

  private final Cpu cpu;
  private final Rewrites rewrites = new Rewrites();

  /** Bit n: bytes 64n to 64n+63 hold code that was decoded or is translated. */
  private long lines;

  CodePage(Cpu cpu, long physical, CodeMode mode) {
    this.cpu = cpu;
    this.physical = physical;
    this.mode = mode;
  }

  /** Its physical address. */
  public long physical() {
    return physical;
  }

  /** The block whose first byte is at {@code offset}, or null. */
  public Block blockAt(int offset) {
    return blocks[offset];
  }

  /** How its code is read. */
  public CodeMode mode() {
    return mode;
  }

  /**
   * Has {@code translation} run instead of those of its entries that are decoded, unless the page
   * does not hold all the code that it was made of (any more), or something better runs there.
   *
   * @return whether the page holds the code
   */
  public boolean publish(Translation translation) {
    if (!holds(translation.blocks())) {
      return false;
    }
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

  /** Whether it holds the same code as {@code wanted}, blocks of any page by their offsets. */
  public boolean holds(Map<Integer, Block> wanted) {
    byte[] bytes = null;
    for (var entry : wanted.entrySet()) {
      int offset = entry.getKey();
      Block block = blocks[offset];
      boolean same;
      if (block != null) {
        same = block == entry.getValue() || block.sameCode(entry.getValue());
      } else {
        if (bytes == null) {
          bytes = new byte[PAGE];
          cpu.memory.copyOut(physical, bytes, 0, PAGE);
        }
        same = entry.getValue().sameCode(bytes, offset);
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
      kept |= linesOf(at, Math.min(block.bytes(), PAGE - at));
      if (block.translation != null) {
        kept |= block.translation.lines();
      }
    }
    if (!lost.isEmpty()) {
      rewrites.count(cpu.instructionCount());
    }
    if ((written & 1) != 0) {
      reachingIn.forEach(CodePage::dropReachingOut);
      reachingIn.clear();
    }
    lines = kept | (reachingIn.isEmpty() ? 0 : 1);
    return lost;
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
