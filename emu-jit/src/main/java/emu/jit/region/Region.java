package emu.jit.region;

import emu.core.decode.CodeMode;
import emu.core.interp.Block;
import emu.core.interp.CodePage;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Blocks of one page that branch to each other, to be translated as one.
 *
 * @param blocks by offset in the page; the first entry comes first
 * @param entries offsets of the blocks at which it can be entered
 * @param returnPoints offsets of the blocks to which calls of the region return
 */
public record Region(
    SequencedMap<Integer, Block> blocks, List<Integer> entries, List<Integer> returnPoints) {

  /** Entered only at {@code some} of the entries, without the blocks that are not reached then. */
  public Region enteredAt(List<Integer> some) {
    Set<Integer> reached = new HashSet<>();
    Queue<Integer> open = new ArrayDeque<>(some);
    while (!open.isEmpty()) {
      int offset = open.remove();
      Block block = blocks.get(offset);
      if (block != null && reached.add(offset)) {
        open.addAll(Branches.successors(block, offset));
        if (Branches.endsInCall(block)) {
          open.add(offset + block.bytes());
        }
      }
    }
    SequencedMap<Integer, Block> kept = new LinkedHashMap<>(blocks);
    kept.keySet().retainAll(reached);
    return new Region(kept, some, returnPoints.stream().filter(reached::contains).toList());
  }

  /** How its code is read. */
  public CodeMode mode() {
    return blocks.firstEntry().getValue().op(0).insn.mode();
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
