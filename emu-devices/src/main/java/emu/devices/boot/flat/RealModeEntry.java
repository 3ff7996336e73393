package emu.devices.boot.flat;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.Sizes;

/**
 * How 16-bit code is entered that follows no protocol: as a BIOS enters a boot sector, with
 * interrupts on, the stack below 0000:7C00 and the number of a drive in DL.
 */
final class RealModeEntry {
  private static final int BOOT_ADDRESS = 0x7C00;
  private static final int BOOTED = 0xAA55;
  private static final long END = 0x10_0000;
  private static final long SEGMENT = 0x1_0000;
  private static final int FIRST_DISK = 0x80;

  private RealModeEntry() {}

  /** Enters what is in memory at {@code entry}, through the BIOS. */
  static EntryState at(long entry, BootContext context) throws BootException {
    if (entry >= END) {
      throw new BootException(
          "16-bit code cannot be entered at %s: load it below 1 MiB with --load-address"
              .formatted(Sizes.hex(entry)));
    }
    if (!context.request().initrds().isEmpty() || !context.request().commandLine().isEmpty()) {
      throw new BootException(
          "16-bit code that follows no protocol is told of no modules and no command line: leave"
              + " out -initrd and -append");
    }
    // Segment 0 as far as it reaches: boot sectors rely on that.
    long segment = entry < SEGMENT ? 0 : entry >> 4;
    return new EntryState(
        Mode.REAL_16,
        entry - (segment << 4),
        BOOTED,
        0,
        0,
        FIRST_DISK,
        0,
        0,
        BOOT_ADDRESS,
        0,
        0,
        0,
        (int) segment,
        0,
        true);
  }
}
