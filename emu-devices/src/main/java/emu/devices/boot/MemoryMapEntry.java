package emu.devices.boot;

/**
 * A range of the board's physical memory map, as BIOS call E820h reports it. Where ranges overlap,
 * what is not RAM wins.
 *
 * @param start first physical address
 * @param length bytes, more than 0; the range ends at or below 2^63
 * @param type what the range is
 */
public record MemoryMapEntry(long start, long length, Type type) {

  /** Kinds of ranges; ACPI 6.5, 15 "System Address Map Interfaces", table 15.1. */
  public enum Type {
    /** AddressRangeMemory: free for the guest. */
    RAM(1),
    /** AddressRangeReserved: firmware, devices. */
    RESERVED(2),
    /** AddressRangeACPI: ACPI tables, free once the guest has read them. */
    ACPI(3),
    /** AddressRangeNVS: not to be touched by the guest. */
    NVS(4);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    /** The number in E820 entries and in PVH memory maps. */
    public int code() {
      return code;
    }
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is empty or not within 63 bits
   */
  public MemoryMapEntry {
    if (start < 0 || length <= 0 || start + length < 0) {
      throw new IllegalArgumentException("memory range of " + length + " bytes at " + start);
    }
  }

  /** The address after the last. */
  public long end() {
    return start + length;
  }
}
