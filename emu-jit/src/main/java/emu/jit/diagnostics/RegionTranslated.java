package emu.jit.diagnostics;

import jdk.jfr.DataAmount;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A region was translated and compiled; lasts until HotSpot is done. */
@Name("emu.RegionTranslated")
@Label("Region Translated")
final class RegionTranslated extends PageEvent {
  @Label("Class File")
  @DataAmount
  int bytes;
}
