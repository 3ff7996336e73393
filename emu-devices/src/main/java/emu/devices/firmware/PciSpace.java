package emu.devices.firmware;

import emu.core.bus.PortBus;

/**
 * The configuration space of PCI bus 0 through ports CF8h and CFCh (PCI Local Bus Specification
 * 3.0, 3.2.2.3.2). Functions are numbered as in the address: device * 8 + function.
 */
final class PciSpace {
  private static final int ADDRESS = 0xCF8;
  private static final int DATA = 0xCFC;
  private static final int ENABLE = 1 << 31;
  private static final int CLASS = 0x08;
  private static final int FUNCTIONS = 256;

  private final PortBus ports;

  PciSpace(PortBus ports) {
    this.ports = ports;
  }

  int read(int function, int register, int size) {
    ports.write(ADDRESS, 4, ENABLE | function << 8 | register & 0xFC);
    return ports.read(DATA + (register & 3), size);
  }

  void write(int function, int register, int size, int value) {
    ports.write(ADDRESS, 4, ENABLE | function << 8 | register & 0xFC);
    ports.write(DATA + (register & 3), size, value);
  }

  /** The first function of {@code baseClass} and {@code subclass} (16 bits together), or -1. */
  int find(int classes) {
    for (int function = 0; function < FUNCTIONS; function++) {
      int value = read(function, CLASS, 4);
      if (value != -1 && value >>> 16 == classes) {
        return function;
      }
    }
    return -1;
  }
}
