package emu.jit.region;

import emu.core.interp.Block;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds the region of a hot block: what it reaches by direct branches, and by returns from calls,
 * and is warm, in its own page; and some of what these reach in others.
 */
public final class RegionFinder {
  // HotSpot compiles methods of some thousand bytes of bytecode well; 8,000 and more never.
  private static final int MOST_INSTRUCTIONS = 120;
  private static final int MOST_BLOCKS = 30;

  /** The same for what is in other pages; it may be in several regions. */
  private static final int MOST_FOREIGN_INSTRUCTIONS = 20;

  private static final int MOST_FOREIGN_BLOCKS = 8;

  /** Offsets in other pages are smaller than this, see {@link emu.jit.emit}. */
  public static final int FARTHEST = 1 << 24;

  /** A block joins if it was interpreted at least this often. */
  private static final int WARM = Math.clamp(Interpreter.HOT / 2, 1, 60);

  private final CodePage home;
  private final IntFunction<CodePage> neighbours;
  private final SequencedMap<Integer, Block> found = new LinkedHashMap<>();
  private final Map<Integer, CodePage> pages = new HashMap<>();
  private final Queue<Integer> open = new ArrayDeque<>();
  private final Queue<Integer> foreign = new ArrayDeque<>();
  private int instructions;
  private int foreignInstructions;
  private int foreignBlocks;

  private RegionFinder(CodePage home, IntFunction<CodePage> neighbours) {
    this.home = home;
    this.neighbours = neighbours;
  }

  /**
   * The region of the block at {@code entry} of {@code page}, which exists and does not cross its
   * page; without other pages.
   */
  public static Region find(CodePage page, int entry) {
    return find(page, entry, number -> null);
  }

  /**
   * The same with other pages.
   *
   * @param neighbours the page that is mapped so many pages behind {@code page}, or null if none is
   *     known
   */
  public static Region find(CodePage page, int entry, IntFunction<CodePage> neighbours) {
    RegionFinder finder = new RegionFinder(page, neighbours);
    finder.open.add(entry);
    finder.search(entry);
    return finder.region();
  }

  private void search(int entry) {
    while (!open.isEmpty() || !foreign.isEmpty()) {
      if (open.isEmpty()) {
        lookAbroad(foreign.remove());
      } else {
        lookAtHome(open.remove(), entry);
      }
    }
  }

  private void lookAtHome(int offset, int entry) {
    Block block = home.blockAt(offset);
    if (block == null || !block.isTranslatable() || found.containsKey(offset)) {
      return;
    }
    boolean fits =
        found.size() - foreignBlocks < MOST_BLOCKS
            && instructions + block.size() <= MOST_INSTRUCTIONS;
    if (offset == entry || fits && block.heat() >= WARM && !block.claimed()) {
      instructions += block.size();
      add(offset, block);
    }
  }

  private void lookAbroad(int offset) {
    if (found.containsKey(offset) || Math.abs(offset) >= FARTHEST) {
      return;
    }
    int number = Region.page(offset);
    CodePage page = pages.getOrDefault(number, neighbours.apply(number));
    Block block = page == null || page == home ? null : page.blockAt(offset & 4095);
    if (block == null || !block.isTranslatable() || page.rewritesItself()) {
      return;
    }
    boolean fits =
        foreignBlocks < MOST_FOREIGN_BLOCKS
            && foreignInstructions + block.size() <= MOST_FOREIGN_INSTRUCTIONS;
    if (fits && (block.heat() >= WARM || block.claimed())) {
      foreignBlocks++;
      foreignInstructions += block.size();
      pages.put(number, page);
      add(offset, block);
    }
  }

  private void add(int offset, Block block) {
    found.put(offset, block);
    Branches.successors(block, offset).forEach(this::lookAt);
    if (Branches.endsInCall(block)) {
      lookAt(offset + block.bytes());
    }
  }

  private void lookAt(int offset) {
    (Region.page(offset) == 0 ? open : foreign).add(offset);
  }

  /** The region of what was found, entered at any block of its page. */
  private Region region() {
    // Blocks that overlap end in the same call.
    Set<Integer> returnPoints = new LinkedHashSet<>();
    found.forEach((offset, block) -> {
      int end = offset + block.bytes();
      if (Branches.endsInCall(block) && found.containsKey(end)) {
        returnPoints.add(end);
      }
    });
    List<Integer> entries =
        found.sequencedKeySet().stream().filter(offset -> Region.page(offset) == 0).toList();
    return new Region(found, entries, List.copyOf(returnPoints), home, pages);
  }
}
