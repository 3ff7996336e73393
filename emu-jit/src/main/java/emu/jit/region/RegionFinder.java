package emu.jit.region;

import emu.core.interp.Block;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.SequencedMap;

/**
 * Finds the region of a hot block: what it reaches by direct branches, and by returns from calls,
 * inside its page, and is warm.
 */
public final class RegionFinder {
  // HotSpot compiles methods of some thousand bytes of bytecode well; 8,000 and more never.
  private static final int MOST_INSTRUCTIONS = 120;
  private static final int MOST_BLOCKS = 30;

  /** A block joins if it was interpreted at least this often. */
  private static final int WARM = Math.clamp(Interpreter.HOT / 2, 1, 60);

  private RegionFinder() {}

  /** The region of the block at {@code entry}, which exists and does not cross its page. */
  public static Region find(CodePage page, int entry) {
    SequencedMap<Integer, Block> found = new LinkedHashMap<>();
    Queue<Integer> open = new ArrayDeque<>();
    open.add(entry);
    int instructions = 0;
    while (!open.isEmpty() && found.size() < MOST_BLOCKS) {
      int offset = open.remove();
      if (offset < 0 || offset > 4095 || found.containsKey(offset)) {
        continue;
      }
      Block block = page.blockAt(offset);
      if (block == null || block.crossesPage()) {
        continue;
      }
      boolean fits = instructions + block.size() <= MOST_INSTRUCTIONS;
      if (offset == entry || fits && block.heat() >= WARM && !block.claimed()) {
        found.put(offset, block);
        instructions += block.size();
        open.addAll(Branches.successors(block, offset));
        if (Branches.endsInCall(block)) {
          open.add(offset + block.bytes());
        }
      }
    }
    return region(found);
  }

  /** The region of {@code blocks}, entered at any of them. */
  private static Region region(SequencedMap<Integer, Block> blocks) {
    List<Integer> returnPoints = new ArrayList<>();
    blocks.forEach((offset, block) -> {
      int end = offset + block.bytes();
      if (Branches.endsInCall(block) && blocks.containsKey(end)) {
        returnPoints.add(end);
      }
    });
    return new Region(blocks, List.copyOf(blocks.sequencedKeySet()), returnPoints);
  }
}
