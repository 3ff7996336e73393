package emu.devices.boot.check;

import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.ByteView;
import emu.devices.boot.KernelFile;
import emu.devices.boot.LoaderCache;
import emu.devices.boot.linux.BzImage;
import java.util.Optional;

/**
 * What a bzImage says of itself.
 *
 * @param kernel version, protocol, compression of the payload, PVH entry of the ELF file in it
 * @param has64BitEntry whether it can be entered in 64-bit mode
 * @param loadAddress where its protected-mode part goes
 * @param memorySize bytes that it needs from there on
 * @param commandLineLimit most bytes of command line
 * @param initrdLimit the address that an initial RAM disk ends below
 */
public record LinuxImage(
    KernelFile kernel,
    boolean has64BitEntry,
    long loadAddress,
    long memorySize,
    long commandLineLimit,
    long initrdLimit) {

  static LinuxImage of(BootFile file, ByteView bytes, Optional<LoaderCache> cache)
      throws BootException {
    BzImage image = BzImage.parse(bytes);
    return new LinuxImage(
        KernelFile.of(file, cache),
        image.has64BitEntry(),
        image.loadAddress(),
        image.memorySize(),
        image.commandLineLimit(),
        image.initrdLimit());
  }

  /** How it is entered on a machine without a display. */
  EntryPoint entryPoint() {
    if (kernel.pvhEntry().isPresent()) {
      return new EntryPoint("pvh", kernel.pvhEntry().getAsLong(), 32);
    }
    return has64BitEntry
        ? new EntryPoint("linux64", loadAddress + BzImage.entry64(), 64)
        : new EntryPoint("linux32", loadAddress, 32);
  }
}
