package emu.devices.keyboard;

import java.util.HexFormat;

/**
 * The bytes that keys send in scan code set 2 (IBM PS/2 Hardware Interface Technical Reference,
 * "Keyboards").
 */
final class ScanCodes {
  /** Precedes the code of a key that goes up. */
  static final int BREAK = 0xF0;

  /** The length of the longest sequence (Pause). */
  static final int LONGEST = 8;

  private static final byte[] PAUSE = HexFormat.of().parseHex("e11477e1f014f077");
  private static final byte[] PRINT_SCREEN_DOWN = HexFormat.of().parseHex("e012e07c");
  private static final byte[] PRINT_SCREEN_UP = HexFormat.of().parseHex("e0f07ce0f012");
  private static final int SYS_RQ = 0x84;

  private ScanCodes() {}

  /**
   * What {@code key} sends when it goes down, or up; {@code alt} tells whether an Alt key is down.
   */
  static byte[] sequence(Key key, boolean pressed, boolean alt) {
    return switch (key) {
      case PAUSE -> pressed ? PAUSE.clone() : new byte[0];
      case PRINT_SCREEN -> {
        if (alt) {
          yield sequence(SYS_RQ, pressed);
        }
        yield pressed ? PRINT_SCREEN_DOWN.clone() : PRINT_SCREEN_UP.clone();
      }
      default -> sequence(key.code(), pressed);
    };
  }

  private static byte[] sequence(int code, boolean pressed) {
    byte prefix = (byte) (code >> 8);
    byte last = (byte) code;
    if (prefix == 0) {
      return pressed ? new byte[] {last} : new byte[] {(byte) BREAK, last};
    }
    return pressed ? new byte[] {prefix, last} : new byte[] {prefix, (byte) BREAK, last};
  }
}
