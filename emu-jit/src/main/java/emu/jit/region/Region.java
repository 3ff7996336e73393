package emu.jit.region;

import emu.core.decode.CodeMode;
import emu.core.interp.Block;
import emu.core.interp.CodePage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Blocks that branch to each other, to be translated as one: those of a page, and some in others
 * that these reach.
 *
 * @param blocks by offset from the start of the page, in other pages negative or from 4096 on; the
 *     first entry comes first
 * @param entries offsets of the blocks at which it can be entered, all in the page
 * @param returnPoints offsets of the blocks to which calls of the region return
 * @param home the page
 * @param pages the others, by how many pages behind the page they are mapped
 */
public record Region(
    SequencedMap<Integer, Block> blocks,
    List<Integer> entries,
    List<Integer> returnPoints,
    CodePage home,
    Map<Integer, CodePage> pages) {

  /** How many pages behind its own the one is in which offset {@code at} lies. */
  public static int page(int at) {
    return at >> 12;
  }

  /** The blocks of its own page. */
  public List<Block> ownBlocks() {
    return blocks.entrySet().stream()
        .filter(at -> page(at.getKey()) == 0)
        .map(Map.Entry::getValue)
        .toList();
  }

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
    return of(kept, some);
  }

  /** The same with the first half of the blocks only; there are at least two. */
  public Region firstHalf() {
    SequencedMap<Integer, Block> half = new LinkedHashMap<>();
    for (var block : blocks.entrySet()) {
      if (half.size() < blocks.size() / 2) {
        half.put(block.getKey(), block.getValue());
      }
    }
    return of(half, entries.stream().filter(half::containsKey).toList());
  }

  /** What is left of it with the blocks {@code some}. */
  private Region of(SequencedMap<Integer, Block> some, List<Integer> newEntries) {
    Map<Integer, CodePage> somePages = new HashMap<>(pages);
    somePages.keySet().retainAll(some.keySet().stream().map(Region::page).toList());
    List<Integer> somePoints = returnPoints.stream().filter(some::containsKey).toList();
    return new Region(some, newEntries, somePoints, home, somePages);
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
}
