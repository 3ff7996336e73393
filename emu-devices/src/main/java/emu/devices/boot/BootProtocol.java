package emu.devices.boot;

import java.util.Locale;

/** How a kernel is entered; docs/kernels.md has each one's state of the machine. */
public enum BootProtocol {
  /** What suits the kernel: {@link BootChoice#automatic}. */
  AUTO("what suits the kernel (default)"),

  /**
   * PVH: 32-bit protected mode, EBX points to an hvm_start_info. A bzImage is unpacked on the host.
   */
  PVH("PVH, for kernels with the note; a bzImage is unpacked on the host"),

  /** Multiboot 1. */
  MULTIBOOT("multiboot 1, for kernels with its header"),

  /** Multiboot 2. */
  MULTIBOOT2("multiboot 2, for kernels with its header"),

  /** The 64-bit boot protocol of Linux; a bzImage unpacks itself in the guest. */
  LINUX64("the 64-bit boot protocol of Linux"),

  /** The 32-bit boot protocol of Linux, for bzImages without a 64-bit entry. */
  LINUX32("the 32-bit boot protocol of Linux"),

  /** The 16-bit boot protocol of Linux: its setup code runs, behind the built-in BIOS. */
  LINUX16("the 16-bit boot protocol of Linux, which asks the BIOS; vga=MODE counts"),

  /** An ELF file where its header says, with an hvm_start_info as for PVH. */
  ELF("an ELF file at its entry, in 32-bit or 64-bit mode as the file is"),

  /** An ELF object file, linked in place and entered at a symbol, as {@link #ELF}. */
  OBJECT("an ELF object file, linked at --load-address and entered at the symbol of --entry"),

  /** Any bytes at an address, with an hvm_start_info as for PVH. */
  FLAT("any file at --load-address, in the mode of --mode"),

  /** A boot sector at 7C00h, behind the built-in BIOS. */
  SECTOR("a boot sector at 7C00h, as a BIOS does");

  private final String title;

  BootProtocol(String title) {
    this.title = title;
  }

  /** The name on the command line. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, in a line. */
  public String title() {
    return title;
  }
}
