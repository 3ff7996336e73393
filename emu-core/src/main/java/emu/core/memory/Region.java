package emu.core.memory;

import emu.core.bus.BusDevice;

/**
 * What is mapped at a range of physical addresses over whatever was there: registers of a device,
 * or memory that is not the board's RAM.
 *
 * @param start first address
 * @param end the address after the last
 * @param device takes the accesses; null for memory
 * @param memory what is there, whole pages; null for registers
 * @param offset of {@code start} in {@code memory}, a multiple of the page size
 * @param writable whether {@code memory} takes writes; else they are ignored
 */
record Region(
    long start, long end, BusDevice device, RawMemory memory, long offset, boolean writable) {

  static Region of(long start, long size, BusDevice device) {
    return new Region(start, start + size, device, null, 0, false);
  }

  static Region of(long start, long size, RawMemory memory, long offset, boolean writable) {
    if (((start | size | offset) & (PhysicalMemory.PAGE - 1)) != 0) {
      throw new IllegalArgumentException("memory is whole pages on a page boundary");
    }
    return new Region(start, start + size, null, memory, offset, writable);
  }

  boolean contains(long address) {
    return address >= start && address < end;
  }

  boolean overlaps(long from, long to) {
    return from < end && to > start;
  }

  /** What it is, for people. */
  String describe() {
    if (memory == null) {
      return BusDevice.nameOf(device);
    }
    return writable ? "memory of a device" : "ROM";
  }

  /** Host address of the page at {@code page}, which must be in memory here. */
  long host(long page) {
    return memory.address(page - start + offset, PhysicalMemory.PAGE);
  }
}
