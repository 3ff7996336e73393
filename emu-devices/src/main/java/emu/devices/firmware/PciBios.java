package emu.devices.firmware;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;

/** INT 1Ah/B1h: PCI BIOS Specification 2.1 for the one bus of the board. */
final class PciBios {
  private static final int SUCCESSFUL = 0x00;
  private static final int FUNC_NOT_SUPPORTED = 0x81;
  private static final int BAD_VENDOR_ID = 0x83;
  private static final int DEVICE_NOT_FOUND = 0x86;
  private static final int BAD_REGISTER_NUMBER = 0x87;

  private static final int SIGNATURE = 0x2049_4350; // "PCI "
  private static final int FUNCTIONS = 256;
  private static final int VENDOR = 0x00;
  private static final int CLASS = 0x08;
  private static final int NO_DEVICE = 0xFFFF;

  private final PciSpace space;

  PciBios(PortBus ports) {
    space = new PciSpace(ports);
  }

  Answer call(Caller caller) {
    int function = caller.al();
    int status =
        switch (function) {
          case 0x01 -> present(caller);
          case 0x02 -> findDevice(caller);
          case 0x03 -> findClass(caller);
          case 0x08, 0x09, 0x0A -> read(caller, 1 << (function - 0x08));
          case 0x0B, 0x0C, 0x0D -> write(caller, 1 << (function - 0x0B));
          default -> FUNC_NOT_SUPPORTED;
        };
    caller.setAh(status);
    caller.setCarry(status != SUCCESSFUL);
    return Answer.DONE;
  }

  private static int present(Caller caller) {
    caller.setReg32(Cpu.RDX, SIGNATURE);
    caller.setAl(0x01); // configuration mechanism 1, no special cycles
    caller.setBx(0x0210);
    caller.setCl(0); // last bus
    return SUCCESSFUL;
  }

  private int findDevice(Caller caller) {
    if (caller.dx() == NO_DEVICE) {
      return BAD_VENDOR_ID;
    }
    return find(caller, VENDOR, 0, caller.cx() << 16 | caller.dx());
  }

  private int findClass(Caller caller) {
    return find(caller, CLASS, 8, caller.reg32(Cpu.RCX) & 0xFF_FFFF);
  }

  /** Finds the function number SI whose register, shifted right, is {@code value}. */
  private int find(Caller caller, int register, int shift, int value) {
    int index = caller.si();
    for (int function = 0; function < FUNCTIONS; function++) {
      boolean exists = space.read(function, VENDOR, 2) != NO_DEVICE;
      if (exists && space.read(function, register, 4) >>> shift == value && index-- == 0) {
        caller.setBx(function);
        return SUCCESSFUL;
      }
    }
    return DEVICE_NOT_FOUND;
  }

  private int read(Caller caller, int size) {
    int register = caller.di();
    if (isBad(register, size)) {
      return BAD_REGISTER_NUMBER;
    }
    int value = caller.bh() == 0 ? space.read(caller.bl(), register, size) : -1;
    switch (size) {
      case 1 -> caller.setCl(value);
      case 2 -> caller.setCx(value);
      default -> caller.setReg32(Cpu.RCX, value);
    }
    return SUCCESSFUL;
  }

  private int write(Caller caller, int size) {
    int register = caller.di();
    if (isBad(register, size)) {
      return BAD_REGISTER_NUMBER;
    }
    if (caller.bh() == 0) {
      space.write(caller.bl(), register, size, caller.reg32(Cpu.RCX));
    }
    return SUCCESSFUL;
  }

  private static boolean isBad(int register, int size) {
    return register > 0xFF || register % size != 0;
  }
}
