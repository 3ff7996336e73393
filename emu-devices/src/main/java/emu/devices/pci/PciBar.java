package emu.devices.pci;

import emu.core.bus.BusDevice;
import emu.core.memory.RawMemory;

/**
 * What lies behind one base address register: {@code size} bytes of registers, reached through
 * ports or through 32-bit memory addresses, or of memory.
 *
 * @param size bytes, a power of two: 4 to 256 for ports, 16 to 2^30 for registers in memory space,
 *     4096 to 2^30 for memory
 * @param device the registers; null for memory
 * @param ram the memory, which belongs to the function's device; null for registers
 */
public record PciBar(
    boolean isPort, boolean isPrefetchable, int size, BusDevice device, RawMemory ram) {

  /** Checks the size. */
  public PciBar {
    int least = isPort ? 4 : ram == null ? 16 : 4096;
    int most = isPort ? 256 : 1 << 30;
    if (size < least || size > most || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("a base address register cannot cover " + size + " bytes");
    }
  }

  /** Registers in port space. */
  public static PciBar ports(int size, BusDevice device) {
    return new PciBar(true, false, size, device, null);
  }

  /** Registers in memory space that must not be prefetched. */
  public static PciBar memory(int size, BusDevice device) {
    return new PciBar(false, false, size, device, null);
  }

  /**
   * Memory that may be prefetched, a power of two of bytes. The processor reaches it as directly as
   * RAM.
   */
  public static PciBar ram(RawMemory ram) {
    return new PciBar(false, true, Math.toIntExact(ram.bytes()), null, ram);
  }

  int typeBits() {
    return isPort ? 1 : isPrefetchable ? 8 : 0;
  }
}
