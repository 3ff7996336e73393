package emu.devices.iso;

/**
 * An entry of a boot catalog. El Torito 1.0, figures 3 and 5.
 *
 * @param platform 0 for a PC with a BIOS, 1 for PowerPC, 2 for Mac, EFh for EFI (UEFI 2.10,
 *     13.3.2.1)
 * @param bootable whether it is marked so
 * @param mediaType what the BIOS lets it look like: 0 for what it is, 1 to 3 for a floppy disk of
 *     1.2, 1.44 or 2.88 MB, 4 for a hard disk
 * @param loadSegment where the BIOS loads it; 0 means 7C0h
 * @param sectors sectors of 512 bytes that it loads
 * @param position first byte of the boot image in the image
 */
public record BootEntry(
    int platform, boolean bootable, int mediaType, int loadSegment, int sectors, long position) {
  /** A PC with a BIOS. */
  public static final int PLATFORM_PC = 0;

  /** EFI. */
  public static final int PLATFORM_EFI = 0xEF;

  /** The platform's name. */
  public String platformName() {
    return switch (platform) {
      case PLATFORM_PC -> "BIOS";
      case 1 -> "PowerPC";
      case 2 -> "Mac";
      case PLATFORM_EFI -> "EFI";
      default -> "platform %02Xh".formatted(platform);
    };
  }

  /** How it looks to what is booted. */
  public String emulation() {
    return switch (mediaType) {
      case 0 -> "none";
      case 1 -> "1.2 MB floppy disk";
      case 2 -> "1.44 MB floppy disk";
      case 3 -> "2.88 MB floppy disk";
      case 4 -> "hard disk";
      default -> "unknown type " + mediaType;
    };
  }
}
