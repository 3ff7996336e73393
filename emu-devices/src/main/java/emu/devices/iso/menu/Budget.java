package emu.devices.iso.menu;

import emu.devices.iso.IsoException;

/** Bounds what reading a configuration may cost, whatever is in it. */
final class Budget {
  /** Files that one configuration may be made of, each as often as it is included. */
  private static final int MOST_FILES = 512;

  private static final int MOST_DEPTH = 16;
  private static final int MOST_ENTRIES = 2000;
  private static final int MOST_STEPS = 50_000;

  private final String configuration;
  private int files;
  private int depth;
  private int entries;
  private int steps;

  /** For {@code configuration}, a path in the image. */
  Budget(String configuration) {
    this.configuration = configuration;
  }

  void enterFile(String path) throws IsoException {
    if (++depth > MOST_DEPTH || ++files > MOST_FILES) {
      throw endless("includes files without end, " + path + " among them");
    }
  }

  void leaveFile() {
    depth--;
  }

  void entry() throws IsoException {
    if (++entries > MOST_ENTRIES) {
      throw endless("has more than " + MOST_ENTRIES + " entries");
    }
  }

  void step() throws IsoException {
    if (++steps > MOST_STEPS) {
      throw endless("goes on without end");
    }
  }

  IsoException endless(String what) {
    return new IsoException(
        "the boot configuration "
            + configuration
            + " "
            + what
            + ": boot with the image's own loader, without --fast");
  }
}
