package emu.jit.diagnostics;

import jdk.jfr.Label;
import jdk.jfr.Name;

/** A region did not fit into the cache any more. */
@Name("emu.RegionEvicted")
@Label("Region Evicted")
final class RegionEvicted extends RegionEvent {}
