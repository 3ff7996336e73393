package emu.jit.emit;

import emu.core.decode.Insn;
import emu.core.decode.OpcodeRow;
import emu.core.interp.Block;
import emu.jit.region.Branches;
import emu.jit.region.Region;
import java.util.HashMap;
import java.util.Map;

/**
 * What flags are pending at the start of each block: a forward analysis over the region. It must
 * say the same as {@link FlagEmitter} comes to while it emits.
 */
final class PendingFlags {
  private static final int UNREACHED = -2;

  private final Region region;

  /** Whether the entries are copies of their blocks, which nothing branches to. */
  private final boolean copied;

  private final Map<Integer, Integer> atStart = new HashMap<>();
  private boolean changed;

  private PendingFlags(Region region, boolean copied) {
    this.region = region;
    this.copied = copied;
  }

  /**
   * By offset of the block: {@link FlagEmitter#UNKNOWN}, or what is pending; nothing for a block
   * that is not reached.
   *
   * @param copied whether the entries are copies of their blocks, which nothing branches to and
   *     where nothing is pending
   */
  static Map<Integer, Integer> of(Region region, boolean copied) {
    PendingFlags analysis = new PendingFlags(region, copied);
    analysis.run();
    return analysis.atStart;
  }

  private void run() {
    region.blocks().keySet().forEach(offset -> atStart.put(offset, UNREACHED));
    if (copied) {
      region.entries().forEach(offset -> pass(offset, FlagEmitter.SETTLED));
    } else {
      region.entries().forEach(offset -> meet(offset, FlagEmitter.UNKNOWN));
    }
    do {
      changed = false;
      region.blocks().keySet().forEach(offset -> pass(offset, atStart.get(offset)));
    } while (changed);
    atStart.values().removeIf(kind -> kind == UNREACHED);
  }

  /** Goes on from the block at {@code offset}, at whose start {@code start} is pending. */
  private void pass(int offset, int start) {
    if (start == UNREACHED) {
      return;
    }
    Block block = region.blocks().get(offset);
    int end = after(block, start);
    Branches.successors(block, offset).forEach(to -> meet(to, end));
    if (Branches.endsInReturn(block)) {
      region.returnPoints().forEach(to -> meet(to, end));
    }
  }

  private void meet(int offset, int kind) {
    Integer before = atStart.get(offset);
    if (before == null || before == kind || before == FlagEmitter.UNKNOWN) {
      return;
    }
    atStart.put(offset, before == UNREACHED ? kind : FlagEmitter.UNKNOWN);
    changed = true;
  }

  private static int after(Block block, int start) {
    int kind = start;
    for (int i = 0; i < block.size(); i++) {
      kind = after(block.op(i).insn, kind);
    }
    return kind;
  }

  private static int after(Insn insn, int before) {
    OpcodeRow row = insn.row();
    if (Branches.kind(insn) == Branches.Kind.OTHER && !InsnEmitter.knows(insn)) {
      return FlagEmitter.SETTLED;
    }
    if (row.condition() >= 0) {
      return FlagEmitter.afterCondition(before, row.condition());
    }
    if (row.flagsWritten().isEmpty() && row.flagsUndefined().isEmpty()) {
      return before;
    }
    return FlagKind.after(insn, before);
  }
}
