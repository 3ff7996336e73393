package emu.devices.boot;

import java.util.List;

/** What to say to somebody who chose a protocol that a kernel does not have. */
final class Advice {
  private Advice() {}

  /** Half a sentence that names the first of {@code possible}. */
  static String of(List<BootProtocol> possible) {
    if (possible.isEmpty()) {
      return "give a kernel that does, or run the file as it is with --protocol flat";
    }
    BootProtocol first = possible.getFirst();
    return "it " + feature(first) + ", use --protocol " + first.optionName();
  }

  private static String feature(BootProtocol protocol) {
    return switch (protocol) {
      case PVH -> "has a PVH note";
      case MULTIBOOT -> "has a multiboot header";
      case MULTIBOOT2 -> "has a multiboot 2 header";
      case LINUX64, LINUX32, LINUX16 -> "is a Linux kernel";
      case ELF -> "is an executable ELF file";
      case OBJECT -> "is an ELF object file";
      case SECTOR -> "is a boot sector";
      case AUTO, FLAT -> "is a file";
    };
  }
}
