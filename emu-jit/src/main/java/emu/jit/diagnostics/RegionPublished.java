package emu.jit.diagnostics;

import jdk.jfr.Label;
import jdk.jfr.Name;

/** A region was given to a page, to be run there. */
@Name("emu.RegionPublished")
@Label("Region Published")
final class RegionPublished extends PageEvent {}
