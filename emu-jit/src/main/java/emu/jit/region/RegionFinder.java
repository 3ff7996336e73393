package emu.jit.region;

import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.interp.Block;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;

/**
 * Finds the region of a hot block: what it reaches by direct branches inside its page and is warm.
 */
public final class RegionFinder {
  // HotSpot compiles methods of some thousand bytes of bytecode well; 8,000 and more never.
  private static final int MOST_INSTRUCTIONS = 120;
  private static final int MOST_BLOCKS = 30;

  /** A block joins if it was interpreted at least this often. */
  private static final int WARM = Math.min(60, Interpreter.HOT);

  private RegionFinder() {}

  /** The region of the block at {@code entry}, which exists and does not cross its page. */
  public static Region find(CodePage page, int entry) {
    var found = new LinkedHashMap<Integer, Block>();
    Queue<Integer> open = new ArrayDeque<>();
    open.add(entry);
    int instructions = 0;
    while (!open.isEmpty() && found.size() < MOST_BLOCKS) {
      int offset = open.remove();
      Block block = page.blockAt(offset);
      if (block == null || block.crossesPage() || found.containsKey(offset)) {
        continue;
      }
      boolean fits = instructions + block.size() <= MOST_INSTRUCTIONS;
      if (offset == entry || fits && block.heat() >= WARM) {
        found.put(offset, block);
        instructions += block.size();
        for (int successor : successors(block, offset)) {
          if (successor >= 0 && successor < 4096) {
            open.add(successor);
          }
        }
      }
    }
    return new Region(found);
  }

  /** Where the block at {@code offset} goes by direct branches and by falling through. */
  private static List<Integer> successors(Block block, int offset) {
    List<Integer> result = new ArrayList<>();
    int end = offset + block.bytes();
    Insn last = block.op(block.size() - 1).insn;
    if (!block.setsRip()) {
      result.add(end);
    } else if (isDirect(last)) {
      result.add(end + (int) last.immediate());
      if (last.row().condition() >= 0) {
        result.add(end);
      }
    }
    return result;
  }

  /** Whether {@code insn} is JMP, Jcc or CALL with a relative target. */
  public static boolean isDirect(Insn insn) {
    return insn.operandSize() == 64
        && switch (insn.row().semantics()) {
          case "ControlTransfer.jmp", "ControlTransfer.jcc", "ControlTransfer.call" ->
              insn.operand(0).kind() == Operand.Kind.RELATIVE;
          default -> false;
        };
  }
}
