package emu.jit.region;

import emu.core.interp.Block;
import emu.core.interp.CodePage;
import java.util.List;
import java.util.SequencedMap;

/**
 * Blocks of one page that branch to each other, to be translated as one.
 *
 * @param blocks by offset in the page; the first entry comes first
 * @param entries offsets of the blocks at which it can be entered
 * @param returnPoints offsets of the blocks to which calls of the region return
 */
public record Region(
    SequencedMap<Integer, Block> blocks, List<Integer> entries, List<Integer> returnPoints) {

  /** The same blocks, entered only at {@code some} of the entries. */
  public Region enteredAt(List<Integer> some) {
    return new Region(blocks, some, returnPoints);
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
