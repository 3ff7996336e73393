package emu.core.memory;

import emu.core.bus.BusDevice;
import emu.core.bus.BusObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is mapped over RAM and where there is none; of what overlaps, the last mapped counts. */
final class Regions {
  private final List<Region> regions = new ArrayList<>();
  private BusObserver observer;

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

  /** Tells {@code newObserver} of what {@link #read} and {@link #write} do; null ends that. */
  void observe(BusObserver newObserver) {
    observer = newObserver;
  }

  /** Reads registers, {@code size} bytes at {@code address}: ones where no device answers. */
  long read(long address, int size) {
    Region region = at(address);
    BusDevice device = region == null ? null : region.device();
    long ones = -1L >>> (64 - size * 8);
    long value = device == null ? ones : device.read(address - region.start(), size) & ones;
    if (observer != null) {
      observer.accessed(BusObserver.Space.MEMORY, false, address, size, value, device);
    }
    return value;
  }

  /** Writes registers, the low {@code size} bytes of {@code value} at {@code address}. */
  void write(long address, int size, long value) {
    Region region = at(address);
    BusDevice device = region == null ? null : region.device();
    long written = value & (-1L >>> (64 - size * 8));
    if (device != null) {
      device.write(address - region.start(), size, written);
    }
    if (observer != null) {
      observer.accessed(BusObserver.Space.MEMORY, true, address, size, written, device);
    }
  }

  /** What answers at {@code address}, or null. */
  private Region at(long address) {
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
