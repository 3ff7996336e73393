package emu.jit.region;

import emu.core.interp.Block;
import emu.core.interp.CodePage;
import java.util.SequencedMap;

/**
 * Blocks of one page that branch to each other, to be translated as one.
 *
 * @param blocks by offset in the page; the entry comes first
 */
public record Region(SequencedMap<Integer, Block> blocks) {

  /** Offset of the entry in its page. */
  public int entry() {
    return blocks.firstEntry().getKey();
  }

  /** Number of instructions. */
  public int instructions() {
    int sum = 0;
    for (Block block : blocks.values()) {
      sum += block.size();
    }
    return sum;
  }

  /** Bit n: bytes 64n to 64n+63 of the page are part of it. */
  public long lines() {
    long lines = 0;
    for (var entry : blocks.entrySet()) {
      lines |= CodePage.linesOf(entry.getKey(), entry.getValue().bytes());
    }
    return lines;
  }
}
