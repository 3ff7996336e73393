package emu.devices.ide;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * Which DMA mode the host chose by SET FEATURES, as the words 63 and 88 of the identification tell
 * it. How fast data moves does not depend on it.
 */
final class TransferMode implements Hashed {
  private static final int MULTIWORD_MODES = 0x07;
  private static final int ULTRA_MODES = 0x3F;

  private int multiword;
  private int ultra;

  TransferMode() {
    reset();
  }

  void reset() {
    multiword = 1 << 2;
    ultra = 0;
  }

  /** Takes what the host chose, by the table of ATA 8.46.3; false if there is no such mode. */
  boolean choose(int mode) {
    int number = mode & 7;
    return switch (mode >> 3) {
      case 0 -> number <= 1; // PIO default modes
      case 1 -> number <= 4; // PIO flow control modes
      case 4 -> {
        if ((MULTIWORD_MODES >> number & 1) != 0) {
          multiword = 1 << number;
          ultra = 0;
          yield true;
        }
        yield false;
      }
      case 8 -> {
        if ((ULTRA_MODES >> number & 1) != 0) {
          ultra = 1 << number;
          multiword = 0;
          yield true;
        }
        yield false;
      }
      default -> false;
    };
  }

  /** Word 63. */
  int multiwordWord() {
    return multiword << 8 | MULTIWORD_MODES;
  }

  /** Word 88. */
  int ultraWord() {
    return ultra << 8 | ULTRA_MODES;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(multiword).add(ultra);
  }
}
