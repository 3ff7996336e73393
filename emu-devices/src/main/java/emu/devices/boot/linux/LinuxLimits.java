package emu.devices.boot.linux;

import emu.core.memory.PhysicalMemory;
import emu.devices.boot.BootException;

/**
 * What a kernel takes.
 *
 * @param commandLine most bytes of command line, without the terminating zero
 * @param initrd the address that the initrd ends at or below
 */
public record LinuxLimits(long commandLine, long initrd) {
  /** Those of a kernel that is an ELF file, which does not say. */
  public static final LinuxLimits OF_ELF = new LinuxLimits(2047, 0x8000_0000L);

  /** Those that {@code image} names. */
  static LinuxLimits of(BzImage image) throws BootException {
    return new LinuxLimits(
        image.commandLineLimit(), Math.min(image.initrdLimit(), PhysicalMemory.HOLE_START));
  }
}
