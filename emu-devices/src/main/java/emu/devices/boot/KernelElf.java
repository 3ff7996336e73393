package emu.devices.boot;

import emu.devices.boot.linux.BzImage;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import java.util.Optional;

/** Finds the ELF file of a kernel, for those who want to know what is in it. */
public final class KernelElf {
  private static final long LARGEST = 1L << 30;

  private KernelElf() {}

  /**
   * The ELF file that {@code file} is, or that a bzImage holds.
   *
   * @param cache may have it from an earlier run, and is to keep it for the next
   * @return empty if it is neither
   * @throws BootException if it cannot be unpacked
   * @throws ElfException if it is damaged
   */
  public static Optional<ElfFile> in(ByteView file, LoaderCache cache)
      throws BootException, ElfException {
    if (ElfFile.isElf(file.buffer())) {
      return Optional.of(ElfFile.of(file.buffer(), file.what()));
    }
    if (!BzImage.isBzImage(file)) {
      return Optional.empty();
    }
    ByteView inner = BzImage.parse(file).unpack(LARGEST, Optional.of(cache));
    return Optional.of(ElfFile.of(inner.buffer(), inner.what()));
  }
}
