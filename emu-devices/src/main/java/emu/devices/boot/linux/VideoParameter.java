package emu.devices.boot.linux;

import emu.devices.boot.BootException;

/**
 * The word {@code vga=MODE} of a command line, which is for the boot loader (Linux,
 * Documentation/arch/x86/boot.rst, "Special Command Line Options").
 */
final class VideoParameter {
  private static final String NAME = "vga=";
  private static final int NORMAL = 0xFFFF;
  private static final int EXTENDED = 0xFFFE;
  private static final int ASK = 0xFFFD;

  private VideoParameter() {}

  /** The video mode that {@code commandLine} names last, the normal one if it names none. */
  static int of(String commandLine) throws BootException {
    int mode = NORMAL;
    for (String word : commandLine.split(" ")) {
      if (word.startsWith(NAME)) {
        mode = mode(word.substring(NAME.length()));
      }
    }
    return mode;
  }

  private static int mode(String name) throws BootException {
    return switch (name) {
      case "normal" -> NORMAL;
      case "ext" -> EXTENDED;
      case "ask" -> ASK;
      default -> number(name);
    };
  }

  private static int number(String name) throws BootException {
    try {
      int mode = Integer.decode(name);
      if (mode >= 0 && mode <= 0xFFFF) {
        return mode;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BootException(
        "vga=%s names no video mode: give normal, ext, ask or a number, as in vga=0x314"
            .formatted(name));
  }
}
