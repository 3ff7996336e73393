package emu.cli.display;

import emu.devices.keyboard.Key;
import java.util.Map;
import java.util.Optional;

/** Codes that say where on the keyboard a key is, whatever is printed on it. */
public final class PositionCodes {
  /**
   * Codes 1 to 58h, which are the same in scan code set 1 (IBM PS/2 Hardware Interface Technical
   * Reference, "Keyboards") and in Linux (input-event-codes.h); a hyphen where no key is.
   */
  private static final String[] COMMON =
      """
      ESCAPE DIGIT_1 DIGIT_2 DIGIT_3 DIGIT_4 DIGIT_5 DIGIT_6 DIGIT_7 DIGIT_8
      DIGIT_9 DIGIT_0 MINUS EQUAL BACKSPACE TAB Q W E R T Y U I O P LEFT_BRACKET
      RIGHT_BRACKET ENTER LEFT_CONTROL A S D F G H J K L SEMICOLON APOSTROPHE
      GRAVE LEFT_SHIFT BACKSLASH Z X C V B N M COMMA PERIOD SLASH RIGHT_SHIFT
      KEYPAD_MULTIPLY LEFT_ALT SPACE CAPS_LOCK F1 F2 F3 F4 F5 F6 F7 F8 F9 F10
      NUM_LOCK SCROLL_LOCK KEYPAD_7 KEYPAD_8 KEYPAD_9 KEYPAD_SUBTRACT KEYPAD_4
      KEYPAD_5 KEYPAD_6 KEYPAD_ADD KEYPAD_1 KEYPAD_2 KEYPAD_3 KEYPAD_0
      KEYPAD_DECIMAL - - LESS F11 F12
      """
          .strip()
          .split("\\s+");

  /** Keys of set 1 whose code follows E0h. */
  private static final Map<Integer, Key> EXTENDED =
      Map.ofEntries(
          Map.entry(0x1C, Key.KEYPAD_ENTER),
          Map.entry(0x1D, Key.RIGHT_CONTROL),
          Map.entry(0x35, Key.KEYPAD_DIVIDE),
          Map.entry(0x37, Key.PRINT_SCREEN),
          Map.entry(0x38, Key.RIGHT_ALT),
          Map.entry(0x46, Key.PAUSE),
          Map.entry(0x47, Key.HOME),
          Map.entry(0x48, Key.UP),
          Map.entry(0x49, Key.PAGE_UP),
          Map.entry(0x4B, Key.LEFT),
          Map.entry(0x4D, Key.RIGHT),
          Map.entry(0x4F, Key.END),
          Map.entry(0x50, Key.DOWN),
          Map.entry(0x51, Key.PAGE_DOWN),
          Map.entry(0x52, Key.INSERT),
          Map.entry(0x53, Key.DELETE),
          Map.entry(0x5B, Key.LEFT_META),
          Map.entry(0x5C, Key.RIGHT_META),
          Map.entry(0x5D, Key.MENU));

  /** Keys of Linux above the common ones. */
  private static final Map<Integer, Key> LINUX =
      Map.ofEntries(
          Map.entry(96, Key.KEYPAD_ENTER),
          Map.entry(97, Key.RIGHT_CONTROL),
          Map.entry(98, Key.KEYPAD_DIVIDE),
          Map.entry(99, Key.PRINT_SCREEN),
          Map.entry(100, Key.RIGHT_ALT),
          Map.entry(102, Key.HOME),
          Map.entry(103, Key.UP),
          Map.entry(104, Key.PAGE_UP),
          Map.entry(105, Key.LEFT),
          Map.entry(106, Key.RIGHT),
          Map.entry(107, Key.END),
          Map.entry(108, Key.DOWN),
          Map.entry(109, Key.PAGE_DOWN),
          Map.entry(110, Key.INSERT),
          Map.entry(111, Key.DELETE),
          Map.entry(119, Key.PAUSE),
          Map.entry(125, Key.LEFT_META),
          Map.entry(126, Key.RIGHT_META),
          Map.entry(127, Key.MENU));

  private PositionCodes() {}

  /** The key that makes {@code code} in scan code set 1. */
  public static Optional<Key> ofSet1(int code) {
    return code == 0x54 ? Optional.of(Key.PRINT_SCREEN) : common(code);
  }

  /** The key that makes E0h and {@code code} in scan code set 1. */
  public static Optional<Key> ofExtendedSet1(int code) {
    return Optional.ofNullable(EXTENDED.get(code));
  }

  /** The key that Linux numbers {@code code}. */
  public static Optional<Key> ofLinux(int code) {
    return common(code).or(() -> Optional.ofNullable(LINUX.get(code)));
  }

  private static Optional<Key> common(int code) {
    return code >= 1 && code <= COMMON.length && !COMMON[code - 1].equals("-")
        ? Optional.of(Key.valueOf(COMMON[code - 1]))
        : Optional.empty();
  }
}
