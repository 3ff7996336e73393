package emu.devices.keyboard;

import java.util.HexFormat;

/**
 * Turns the bytes of scan code set 2 into set 1, as the controller does for software that knows the
 * first PC's keyboard.
 */
final class Translator {
  /** The result of a byte that only changes the next one. */
  static final int NOTHING = -1;

  private static final int BREAK_SET_1 = 0x80;

  /**
   * Set 1 codes of the set 2 codes 00h to 7Fh (IBM PS/2 Hardware Interface Technical Reference).
   */
  private static final byte[] CODES =
      HexFormat.of()
          .parseHex(
              "ff43413f3d3b3c58644442403e0f2959"
                  + "65382a701d10025a66712c1f1e11035b"
                  + "672e2d201205045c68392f211413065d"
                  + "693130232215075e6a72322416080960"
                  + "6b332517180b0a606c34352627190c61"
                  + "6d7328741a0d626e3a361c1b752b6376"
                  + "55567778797a0e7b7c4f7d4b477e7f6f"
                  + "5253504c4d480145574e514a37494654");

  private static final int F7 = 0x83;
  private static final int F7_SET_1 = 0x41;
  private static final int SYS_RQ = 0x84;
  private static final int SYS_RQ_SET_1 = 0x54;

  private boolean afterBreak;

  /** The set 1 byte for {@code value} (0 to 255), or {@link #NOTHING}. */
  int translate(int value) {
    if (value == ScanCodes.BREAK) {
      afterBreak = true;
      return NOTHING;
    }
    int code =
        switch (value) {
          case F7 -> F7_SET_1;
          case SYS_RQ -> SYS_RQ_SET_1;
          default -> value < CODES.length ? CODES[value] & 0xFF : value;
        };
    if (afterBreak && code < BREAK_SET_1) {
      code |= BREAK_SET_1;
    }
    afterBreak = false;
    return code;
  }

  boolean afterBreak() {
    return afterBreak;
  }
}
