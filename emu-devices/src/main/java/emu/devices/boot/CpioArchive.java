package emu.devices.boot;

/**
 * Finds the end of a cpio archive in "newc" format, the one of Linux's initramfs. Linux,
 * Documentation/driver-api/early-userspace/buffer-format.rst.
 */
final class CpioArchive {
  private static final int HEADER = 110;
  private static final int FILE_SIZE = 54;
  private static final int NAME_SIZE = 94;
  private static final String TRAILER = "TRAILER!!!\0";

  private CpioArchive() {}

  static boolean isCpio(ByteView data) {
    return data.startsWith("070701") || data.startsWith("070702");
  }

  /** Bytes of the archive that {@code data} starts with, up to the end of its trailer. */
  static int length(ByteView data) throws BootException {
    long at = 0;
    while (true) {
      if (at > data.length() - HEADER) {
        throw new BootException(
            data.what() + " ends early, in the middle of a cpio archive: get the file again");
      }
      ByteView header = data.slice(at, HEADER);
      if (!isCpio(header)) {
        throw new BootException(
            data.what()
                + " is damaged: its cpio archive has no entry at byte "
                + at
                + "; get the file again");
      }
      long nameSize = hex(header, NAME_SIZE);
      long body = padded(at + HEADER + nameSize);
      long end = body + hex(header, FILE_SIZE);
      if (end > data.length()) {
        throw new BootException(
            data.what() + " ends early, in the middle of a cpio archive: get the file again");
      }
      if (data.slice(at + HEADER, nameSize).startsWith(TRAILER)) {
        return (int) end;
      }
      at = padded(end);
    }
  }

  private static long hex(ByteView header, int offset) throws BootException {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      int digit = Character.digit(header.u8(offset + i), 16);
      if (digit < 0) {
        throw new BootException(
            header.what()
                + " is damaged: its cpio archive has a header that is no number;"
                + " get the file again");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static long padded(long at) {
    return (at + 3) & -4L;
  }
}
