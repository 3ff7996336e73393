package emu.core.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The checks of {@link RawMemory}'s invariant, for tests: every byte accessed lies in a block that
 * was allocated and not closed, and no load or store crosses a page.
 */
final class RawMemoryChecks {
  private static final int PAGE = 4096;

  /** Ends of the living blocks by their starts. */
  private static final ConcurrentSkipListMap<Long, Long> BLOCKS = new ConcurrentSkipListMap<>();

  private RawMemoryChecks() {}

  static void opened(long base, long bytes) {
    BLOCKS.put(base, base + bytes);
  }

  static void closed(long base) {
    BLOCKS.remove(base);
  }

  /** Checks a load or store of {@code size} bytes. */
  static void access(long address, int size) {
    if ((address & PAGE - 1) + size > PAGE) {
      throw new AssertionError("an access of " + size + " bytes crosses a page");
    }
    range(address, size);
  }

  /** Checks a load of the element {@code at} bytes from the first of {@code array}. */
  static void element(long[] array, long at) {
    if (at < 0 || at % Long.BYTES != 0 || at / Long.BYTES >= array.length) {
      throw new AssertionError("no element at byte " + at + " of " + array.length + " longs");
    }
  }

  /** Checks a copy or fill. */
  static void range(long address, long length) {
    Map.Entry<Long, Long> block = BLOCKS.floorEntry(address);
    if (length < 0 || block == null || address + length > block.getValue()) {
      throw new AssertionError("an access of " + length + " bytes outside the guest's memory");
    }
  }
}
