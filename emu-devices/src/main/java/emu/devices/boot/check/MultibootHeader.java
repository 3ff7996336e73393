package emu.devices.boot.check;

import emu.devices.boot.BootChoice;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.multiboot.Multiboot1Header;
import java.util.List;

/** {@link FindingKind#MULTIBOOT_HEADER}. */
final class MultibootHeader implements Rule {
  private static final long MAGIC_1 = 0x1BAD_B002L;
  private static final int REACH_1 = 8192;
  private static final int SEARCHED = 1 << 20;

  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.pvhNote().isPresent()) {
      return List.of(); // PVH needs no other header.
    }
    try {
      BootChoice choice = BootChoice.of(kernel.file());
      if (choice.multiboot1().isPresent()) {
        choice.multiboot1().get().checkRequirements();
      } else if (choice.multiboot2().isPresent()) {
        choice.multiboot2().get().entry(); // Reads all tags.
      } else {
        return misplaced(kernel.file());
      }
      return List.of();
    } catch (BootException e) {
      return List.of(Finding.told(FindingKind.MULTIBOOT_HEADER, e, kernel.file().what()));
    }
  }

  private static List<Finding> misplaced(ByteView file) throws BootException {
    int end = Math.min(file.length(), SEARCHED) - Multiboot1Header.LEAST;
    for (int at = 0; at <= end; at += 4) {
      if (file.u32(at) == MAGIC_1) {
        return List.of(
            at <= REACH_1 - Multiboot1Header.LEAST
                ? FindingKind.MULTIBOOT_HEADER.error(
                    "the multiboot header at offset 0x%x of the file has a wrong checksum"
                        .formatted(at),
                    "write .long -(0x1BADB002 + FLAGS) behind magic number and flags")
                : FindingKind.MULTIBOOT_HEADER.error(
                    "the multiboot header is at offset 0x%x of the file, and loaders look into the"
                            .formatted(at)
                        + " first 8 KiB only",
                    "place its section first in the linker script:"
                        + " .text : { KEEP(*(.multiboot)) *(.text .text.*) }"));
      }
    }
    return List.of();
  }
}
