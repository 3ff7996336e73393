package emu.devices.firmware;

/**
 * A range of the memory map that INT 15h/E820h reports (ACPI 6.5, 15).
 *
 * @param start first physical address
 * @param length bytes
 * @param type 1 RAM, 2 reserved, 3 ACPI tables, 4 ACPI non-volatile
 */
public record MemoryRange(long start, long length, int type) {
  /** RAM that programs may use. */
  static final int RAM = 1;

  long end() {
    return start + length;
  }
}
