package emu.devices.boot.multiboot;

import emu.devices.boot.BootException;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.GuestLayout;

/**
 * Where a kernel that runs anywhere may be put ("Relocatable header tag").
 *
 * @param least lowest address
 * @param most highest address of its last byte
 * @param alignment of its start
 * @param preference 1 for as low as possible, 2 for as high
 */
record Relocatable(long least, long most, long alignment, int preference) {
  private static final int NONE = 0;
  private static final int HIGH = 2;

  /** How far from where it is linked {@code kernel} is to be put; its memory is not taken yet. */
  long displacement(ElfKernel kernel, GuestLayout layout) throws BootException {
    long start = kernel.start();
    long length = kernel.end() - start;
    long step = Math.max(1, alignment);
    if (Long.bitCount(step) != 1) {
      throw new BootException(
          "%s has a multiboot 2 header with the alignment %d in its relocatable tag: give a power of two"
              .formatted(kernel.what(), alignment));
    }
    boolean stays =
        preference == NONE && start >= least && start + length - 1 <= most && start % step == 0;
    if (stays && layout.isFree(start, length)) {
      return 0;
    }
    long lowest = Math.max(least, GuestLayout.LOWEST);
    long place =
        preference == HIGH
            ? layout.findHigh(lowest, most + 1, length, step, kernel.what())
            : layout.findLow(lowest, most + 1, length, step, kernel.what());
    return place - start;
  }
}
