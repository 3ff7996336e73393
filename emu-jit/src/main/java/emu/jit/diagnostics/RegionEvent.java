package emu.jit.diagnostics;

import emu.jit.region.Region;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** Something that happened to a region, for Java Flight Recorder. */
@Category({"emu", "JIT"})
@StackTrace(false)
abstract class RegionEvent extends Event {
  @Label("Tier")
  @Description("0: quick, 1: optimised")
  int tier;

  @Label("Offset in Page")
  int offset;

  @Label("Guest Instructions")
  int instructions;

  /** Records this, if anyone wants it, as of {@code region}. */
  void record(Region region, int of) {
    if (shouldCommit()) {
      tier = of;
      offset = region.entries().getFirst();
      instructions = region.instructions();
      commit();
    }
  }
}
