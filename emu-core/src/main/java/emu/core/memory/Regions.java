package emu.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is mapped over RAM and where there is none; of what overlaps, the last mapped counts. */
final class Regions {
  private final List<Region> regions = new ArrayList<>();

  void add(Region region) {
    regions.addFirst(region);
  }

  /** Removes those that {@code which} says, and tells which they are. */
  List<Region> remove(Predicate<Region> which) {
    List<Region> removed = regions.stream().filter(which).toList();
    regions.removeAll(removed);
    return removed;
  }

  /** Those of which some is from {@code start} to before {@code end}. */
  List<Region> overlapping(long start, long end) {
    return regions.stream().filter(region -> region.overlaps(start, end)).toList();
  }

  /** What answers at {@code address}, or null. */
  Region at(long address) {
    for (int i = 0; i < regions.size(); i++) {
      Region region = regions.get(i);
      if (region.contains(address)) {
        return region;
      }
    }
    return null;
  }

  /** The memory mapped at the whole page {@code page}, or null. */
  Region memoryAt(long page) {
    for (int i = 0; i < regions.size(); i++) {
      Region region = regions.get(i);
      if (region.overlaps(page, page + PhysicalMemory.PAGE)) {
        return region.memory() == null ? null : region;
      }
    }
    return null;
  }
}
