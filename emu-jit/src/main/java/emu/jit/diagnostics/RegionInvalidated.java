package emu.jit.diagnostics;

import jdk.jfr.Label;
import jdk.jfr.Name;

/** A write to the code of a region took it from the page. */
@Name("emu.RegionInvalidated")
@Label("Region Invalidated")
final class RegionInvalidated extends PageEvent {}
