package emu.jit.diagnostics;

import emu.core.interp.CodePage;
import emu.jit.region.Region;
import jdk.jfr.Label;

/** Something that happened to a region in a page. */
abstract class PageEvent extends RegionEvent {
  @Label("Physical Address of Page")
  long page;

  /** Records this, if anyone wants it, as of {@code region} in {@code of}. */
  void record(Region region, int tier, CodePage of) {
    page = of.physical();
    record(region, tier);
  }
}
