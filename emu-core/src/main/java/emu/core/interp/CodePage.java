package emu.core.interp;

import emu.core.decode.CodeMode;
import java.util.ArrayList;
import java.util.List;

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

  /** Bit n: bytes 64n to 64n+63 hold decoded code. */
  private long lines;

  CodePage(long physical, CodeMode mode) {
    this.physical = physical;
    this.mode = mode;
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
   * Has {@code translation} run instead of the block at {@code offset}, unless one of its blocks
   * has been thrown away since it was found.
   *
   * @return whether it does
   */
  public boolean publish(int offset, Translation translation) {
    for (var entry : translation.blocks().entrySet()) {
      if (blocks[entry.getKey()] != entry.getValue()) {
        return false;
      }
    }
    blocks[offset].translation = translation;
    return true;
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
   */
  void invalidate(int offset, int length) {
    long written = linesOf(offset, length);
    int first = Long.numberOfTrailingZeros(written) << LINE_SHIFT;
    int end = (64 - Long.numberOfLeadingZeros(written)) << LINE_SHIFT;
    long kept = 0;
    for (int at = 0; at < PAGE; at++) {
      Block block = blocks[at];
      if (block == null) {
        continue;
      }
      if (at < end && at + block.bytes() > first) {
        blocks[at] = null;
      } else {
        if (block.translation != null && (block.translation.lines() & written) != 0) {
          block.translation = null;
          block.heat = 0;
        }
        kept |= linesOf(at, Math.min(block.bytes(), PAGE - at));
      }
    }
    if ((written & 1) != 0) {
      reachingIn.forEach(CodePage::dropReachingOut);
      reachingIn.clear();
    }
    lines = kept | (reachingIn.isEmpty() ? 0 : 1);
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
