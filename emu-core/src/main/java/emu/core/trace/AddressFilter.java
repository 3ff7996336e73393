package emu.core.trace;

import java.util.List;

/**
 * Linear addresses that are of interest.
 *
 * @param ranges none: all addresses are
 */
public record AddressFilter(List<Range> ranges) {
  /** Every address. */
  public static final AddressFilter ALL = new AddressFilter(List.of());

  /**
   * Addresses from {@code first} to {@code last}, both included, unsigned.
   *
   * @param first not above {@code last}
   */
  public record Range(long first, long last) {}

  /** Whether any of the addresses from {@code first} to {@code last} is of interest. */
  public boolean overlaps(long first, long last) {
    if (ranges.isEmpty()) {
      return true;
    }
    for (Range range : ranges) {
      if (Long.compareUnsigned(first, range.last) <= 0
          && Long.compareUnsigned(last, range.first) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code address} is of interest. */
  public boolean holds(long address) {
    return overlaps(address, address);
  }
}
