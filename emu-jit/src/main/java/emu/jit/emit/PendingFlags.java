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
  private final Map<Integer, Integer> atStart = new HashMap<>();
  private boolean changed;

  private PendingFlags(Region region) {
    this.region = region;
  }

  /** By offset of the block: {@link FlagEmitter#UNKNOWN}, or what is pending. */
  static Map<Integer, Integer> of(Region region) {
    PendingFlags analysis = new PendingFlags(region);
    analysis.run();
    return analysis.atStart;
  }

  private void run() {
    region.blocks().keySet().forEach(offset -> atStart.put(offset, UNREACHED));
    region.entries().forEach(offset -> meet(offset, FlagEmitter.UNKNOWN));
    region.returnPoints().forEach(offset -> meet(offset, FlagEmitter.UNKNOWN));
    do {
      changed = false;
      region
          .blocks()
          .forEach((offset, block) -> {
            int start = atStart.get(offset);
            if (start != UNREACHED) {
              int end = after(block, start);
              Branches.successors(block, offset).forEach(to -> meet(to, end));
            }
          });
    } while (changed);
    atStart.replaceAll((offset, kind) -> kind == UNREACHED ? FlagEmitter.UNKNOWN : kind);
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
    if (VectorEmitter.mayFault(insn)) {
      return FlagEmitter.SETTLED;
    }
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
