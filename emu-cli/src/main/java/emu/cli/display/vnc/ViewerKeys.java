package emu.cli.display.vnc;

import emu.api.keyboard.KeyboardLayout;
import emu.api.keyboard.KeyboardLayout.Stroke;
import emu.cli.display.KeyInput;
import emu.cli.display.PositionCodes;
import emu.devices.keyboard.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys as viewers name them: by scan code, if they can, or by what is printed on them (keysyms, RFC
 * 6143, 7.5.4), which the guest's layout turns back into keys.
 */
final class ViewerKeys {
  /** Keysyms from here are this and a character of Unicode. */
  private static final int OF_UNICODE = 0x0100_0000;

  private static final int LAST_LATIN_1 = 0xFF;
  private static final int EURO = 0x20AC;
  private static final int F1 = 0xFFBE;
  private static final int KEYPAD_0 = 0xFFB0;
  private static final int SCAN_CODE_EXTENDED = 0x80;

  private static final List<Key> FUNCTION_KEYS =
      List.of(
          Key.F1, Key.F2, Key.F3, Key.F4, Key.F5, Key.F6, Key.F7, Key.F8, Key.F9, Key.F10, Key.F11,
          Key.F12);
  private static final List<Key> KEYPAD_DIGITS =
      List.of(
          Key.KEYPAD_0,
          Key.KEYPAD_1,
          Key.KEYPAD_2,
          Key.KEYPAD_3,
          Key.KEYPAD_4,
          Key.KEYPAD_5,
          Key.KEYPAD_6,
          Key.KEYPAD_7,
          Key.KEYPAD_8,
          Key.KEYPAD_9);

  private static final Map<Integer, Key> NAMED =
      Map.ofEntries(
          Map.entry(0xFE03, Key.RIGHT_ALT),
          Map.entry(0xFE20, Key.TAB),
          Map.entry(0xFF08, Key.BACKSPACE),
          Map.entry(0xFF09, Key.TAB),
          Map.entry(0xFF0D, Key.ENTER),
          Map.entry(0xFF13, Key.PAUSE),
          Map.entry(0xFF14, Key.SCROLL_LOCK),
          Map.entry(0xFF15, Key.PRINT_SCREEN),
          Map.entry(0xFF1B, Key.ESCAPE),
          Map.entry(0xFF50, Key.HOME),
          Map.entry(0xFF51, Key.LEFT),
          Map.entry(0xFF52, Key.UP),
          Map.entry(0xFF53, Key.RIGHT),
          Map.entry(0xFF54, Key.DOWN),
          Map.entry(0xFF55, Key.PAGE_UP),
          Map.entry(0xFF56, Key.PAGE_DOWN),
          Map.entry(0xFF57, Key.END),
          Map.entry(0xFF61, Key.PRINT_SCREEN),
          Map.entry(0xFF63, Key.INSERT),
          Map.entry(0xFF67, Key.MENU),
          Map.entry(0xFF7E, Key.RIGHT_ALT),
          Map.entry(0xFF7F, Key.NUM_LOCK),
          Map.entry(0xFF8D, Key.KEYPAD_ENTER),
          Map.entry(0xFF95, Key.KEYPAD_7),
          Map.entry(0xFF96, Key.KEYPAD_4),
          Map.entry(0xFF97, Key.KEYPAD_8),
          Map.entry(0xFF98, Key.KEYPAD_6),
          Map.entry(0xFF99, Key.KEYPAD_2),
          Map.entry(0xFF9A, Key.KEYPAD_9),
          Map.entry(0xFF9B, Key.KEYPAD_3),
          Map.entry(0xFF9C, Key.KEYPAD_1),
          Map.entry(0xFF9D, Key.KEYPAD_5),
          Map.entry(0xFF9E, Key.KEYPAD_0),
          Map.entry(0xFF9F, Key.KEYPAD_DECIMAL),
          Map.entry(0xFFAA, Key.KEYPAD_MULTIPLY),
          Map.entry(0xFFAB, Key.KEYPAD_ADD),
          Map.entry(0xFFAD, Key.KEYPAD_SUBTRACT),
          Map.entry(0xFFAE, Key.KEYPAD_DECIMAL),
          Map.entry(0xFFAF, Key.KEYPAD_DIVIDE),
          Map.entry(0xFFE1, Key.LEFT_SHIFT),
          Map.entry(0xFFE2, Key.RIGHT_SHIFT),
          Map.entry(0xFFE3, Key.LEFT_CONTROL),
          Map.entry(0xFFE4, Key.RIGHT_CONTROL),
          Map.entry(0xFFE5, Key.CAPS_LOCK),
          Map.entry(0xFFE7, Key.LEFT_META),
          Map.entry(0xFFE8, Key.RIGHT_META),
          Map.entry(0xFFE9, Key.LEFT_ALT),
          Map.entry(0xFFEA, Key.RIGHT_ALT),
          Map.entry(0xFFEB, Key.LEFT_META),
          Map.entry(0xFFEC, Key.RIGHT_META),
          Map.entry(0xFFFF, Key.DELETE));

  private final KeyInput guest;
  private final KeyboardLayout layout;

  /** Keys for {@code guest}, whose keyboard is printed like {@code layout}. */
  ViewerKeys(KeyInput guest, KeyboardLayout layout) {
    this.guest = guest;
    this.layout = layout;
  }

  /**
   * A key that came with its scan code of set 1: the second byte of a longer one, plus 80h.
   *
   * @param scanCode 0 if the viewer does not know it
   */
  void event(int keysym, int scanCode, boolean pressed) {
    Optional<Key> key =
        scanCode > SCAN_CODE_EXTENDED && scanCode <= 0xFF
            ? PositionCodes.ofExtendedSet1(scanCode - SCAN_CODE_EXTENDED)
            : PositionCodes.ofSet1(scanCode);
    if (key.isPresent()) {
      set(key.get(), pressed);
    } else {
      event(keysym, pressed);
    }
  }

  /** A key that came as what it means. */
  void event(int keysym, boolean pressed) {
    Optional<Key> named = named(keysym);
    if (named.isPresent()) {
      set(named.get(), pressed);
      return;
    }
    Optional<Stroke> stroke = layout.strokeOf(character(keysym));
    if (stroke.isPresent() && pressed) {
      press(stroke.get());
    } else {
      stroke.ifPresent(released -> guest.release(released.key()));
    }
  }

  private static Optional<Key> named(int keysym) {
    if (keysym >= F1 && keysym < F1 + FUNCTION_KEYS.size()) {
      return Optional.of(FUNCTION_KEYS.get(keysym - F1));
    }
    if (keysym >= KEYPAD_0 && keysym < KEYPAD_0 + KEYPAD_DIGITS.size()) {
      return Optional.of(KEYPAD_DIGITS.get(keysym - KEYPAD_0));
    }
    return Optional.ofNullable(NAMED.get(keysym));
  }

  /** The character that {@code keysym} stands for, or -1. */
  private static int character(int keysym) {
    if (keysym >= OF_UNICODE) {
      return keysym - OF_UNICODE;
    }
    return keysym >= ' ' && keysym <= LAST_LATIN_1 || keysym == EURO ? keysym : -1;
  }

  private void set(Key key, boolean pressed) {
    if (pressed) {
      guest.press(key);
    } else {
      guest.release(key);
    }
  }

  /** Presses the key, for that moment with the modifiers that make the character in the guest. */
  private void press(Stroke stroke) {
    boolean shift = stroke.modifiers().contains(Key.LEFT_SHIFT);
    boolean third = stroke.modifiers().contains(Key.RIGHT_ALT);
    boolean leftShift = guest.isDown(Key.LEFT_SHIFT);
    boolean rightShift = guest.isDown(Key.RIGHT_SHIFT);
    boolean addShift = shift && !leftShift && !rightShift;
    boolean addThird = third && !guest.isDown(Key.RIGHT_ALT);
    if (addShift) {
      guest.press(Key.LEFT_SHIFT);
    } else if (!shift) {
      guest.release(Key.LEFT_SHIFT);
      guest.release(Key.RIGHT_SHIFT);
    }
    if (addThird) {
      guest.press(Key.RIGHT_ALT);
    }
    guest.press(stroke.key());
    if (addThird) {
      guest.release(Key.RIGHT_ALT);
    }
    if (addShift) {
      guest.release(Key.LEFT_SHIFT);
    } else if (!shift) {
      restore(Key.LEFT_SHIFT, leftShift);
      restore(Key.RIGHT_SHIFT, rightShift);
    }
  }

  private void restore(Key key, boolean down) {
    if (down) {
      guest.press(key);
    }
  }
}
