package emu.devices.boot;

/** How a kernel is entered. */
public enum BootProtocol {
  /**
   * What suits the kernel: {@link #PVH} if it, or the ELF file inside the bzImage, has the note;
   * else {@link #LINUX64} if it has a 64-bit entry; else {@link #LINUX32}. With a display, the ELF
   * file inside a bzImage is entered as {@link #LINUX64} says, since PVH knows no text screens.
   */
  AUTO,

  /**
   * PVH: 32-bit protected mode, EBX points to an hvm_start_info. A bzImage is unpacked on the host.
   */
  PVH,

  /** The 64-bit boot protocol of Linux; a bzImage unpacks itself in the guest. */
  LINUX64,

  /** The 32-bit boot protocol of Linux, for bzImages without a 64-bit entry. */
  LINUX32;

  /** The name on the command line. */
  public String optionName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
