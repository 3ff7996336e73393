package emu.devices.pci;

import emu.core.bus.BusDevice;

/**
 * What lies behind one base address register: {@code size} bytes of registers, reached through
 * ports or through 32-bit memory addresses.
 *
 * @param size bytes, a power of two: 4 to 256 for ports, 16 to 2^30 for memory
 */
public record PciBar(boolean isPort, boolean isPrefetchable, int size, BusDevice device) {

  /** Checks the size. */
  public PciBar {
    boolean inRange = isPort ? size >= 4 && size <= 256 : size >= 16 && size <= 1 << 30;
    if (!inRange || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("a base address register cannot cover " + size + " bytes");
    }
  }

  /** Registers in port space. */
  public static PciBar ports(int size, BusDevice device) {
    return new PciBar(true, false, size, device);
  }

  /** Registers in memory space that must not be prefetched. */
  public static PciBar memory(int size, BusDevice device) {
    return new PciBar(false, false, size, device);
  }

  int typeBits() {
    return isPort ? 1 : isPrefetchable ? 8 : 0;
  }
}
