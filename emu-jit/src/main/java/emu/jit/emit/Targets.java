package emu.jit.emit;

import java.util.Map;
import org.objectweb.asm.Label;

/**
 * The blocks of a region as targets of its branches.
 *
 * @param labels where they are emitted, by offset; only those that are reached
 * @param pendingAtEntry what flags they expect to be pending, see {@link PendingFlags}
 */
record Targets(Map<Integer, Label> labels, Map<Integer, Integer> pendingAtEntry) {

  boolean contains(int offset) {
    return labels.containsKey(offset);
  }

  /** The block at {@code offset}, which must expect the flags that are {@code pending}. */
  Label label(int offset, int pending) {
    int expected = pendingAtEntry.get(offset);
    if (expected != FlagEmitter.UNKNOWN && expected != pending) {
      throw new IllegalStateException(
          "flags pending at " + offset + ": " + expected + ", not " + pending);
    }
    return labels.get(offset);
  }
}
