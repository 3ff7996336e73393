package emu.cli.display.window;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.PositionCodes;
import emu.devices.keyboard.Key;
import java.awt.event.KeyEvent;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which key of a PC's keyboard a key event of AWT came from.
 *
 * <p>AWT names keys by what is printed on them. Where they are it tells only in the words of {@link
 * KeyEvent#paramString}: as the X server's key code, which is that of Linux and 8, or as the scan
 * code of Windows. Where it tells neither (macOS), the guest's layout says which key has the
 * printed character.
 */
final class HostKeys {
  private static final Pattern RAW_CODE = Pattern.compile("\\brawCode=(\\d+)");
  private static final Pattern SCAN_CODE = Pattern.compile("\\bscancode=(\\d+)");
  private static final int X_OFFSET = 8;

  /** Extended key codes of AWT: this, and the character. */
  private static final int OF_CHARACTER = 0x0100_0000;

  /** Keys that are the same in all layouts; those with two places have their left one here. */
  private static final Map<Integer, Key> NAMED =
      Map.ofEntries(
          Map.entry(KeyEvent.VK_ESCAPE, Key.ESCAPE),
          Map.entry(KeyEvent.VK_F1, Key.F1),
          Map.entry(KeyEvent.VK_F2, Key.F2),
          Map.entry(KeyEvent.VK_F3, Key.F3),
          Map.entry(KeyEvent.VK_F4, Key.F4),
          Map.entry(KeyEvent.VK_F5, Key.F5),
          Map.entry(KeyEvent.VK_F6, Key.F6),
          Map.entry(KeyEvent.VK_F7, Key.F7),
          Map.entry(KeyEvent.VK_F8, Key.F8),
          Map.entry(KeyEvent.VK_F9, Key.F9),
          Map.entry(KeyEvent.VK_F10, Key.F10),
          Map.entry(KeyEvent.VK_F11, Key.F11),
          Map.entry(KeyEvent.VK_F12, Key.F12),
          Map.entry(KeyEvent.VK_PRINTSCREEN, Key.PRINT_SCREEN),
          Map.entry(KeyEvent.VK_SCROLL_LOCK, Key.SCROLL_LOCK),
          Map.entry(KeyEvent.VK_PAUSE, Key.PAUSE),
          Map.entry(KeyEvent.VK_BACK_SPACE, Key.BACKSPACE),
          Map.entry(KeyEvent.VK_TAB, Key.TAB),
          Map.entry(KeyEvent.VK_CAPS_LOCK, Key.CAPS_LOCK),
          Map.entry(KeyEvent.VK_ENTER, Key.ENTER),
          Map.entry(KeyEvent.VK_SHIFT, Key.LEFT_SHIFT),
          Map.entry(KeyEvent.VK_CONTROL, Key.LEFT_CONTROL),
          Map.entry(KeyEvent.VK_ALT, Key.LEFT_ALT),
          Map.entry(KeyEvent.VK_ALT_GRAPH, Key.RIGHT_ALT),
          Map.entry(KeyEvent.VK_META, Key.LEFT_META),
          Map.entry(KeyEvent.VK_WINDOWS, Key.LEFT_META),
          Map.entry(KeyEvent.VK_CONTEXT_MENU, Key.MENU),
          Map.entry(KeyEvent.VK_INSERT, Key.INSERT),
          Map.entry(KeyEvent.VK_DELETE, Key.DELETE),
          Map.entry(KeyEvent.VK_HOME, Key.HOME),
          Map.entry(KeyEvent.VK_END, Key.END),
          Map.entry(KeyEvent.VK_PAGE_UP, Key.PAGE_UP),
          Map.entry(KeyEvent.VK_PAGE_DOWN, Key.PAGE_DOWN),
          Map.entry(KeyEvent.VK_UP, Key.UP),
          Map.entry(KeyEvent.VK_LEFT, Key.LEFT),
          Map.entry(KeyEvent.VK_DOWN, Key.DOWN),
          Map.entry(KeyEvent.VK_RIGHT, Key.RIGHT),
          Map.entry(KeyEvent.VK_NUM_LOCK, Key.NUM_LOCK),
          Map.entry(KeyEvent.VK_DIVIDE, Key.KEYPAD_DIVIDE),
          Map.entry(KeyEvent.VK_MULTIPLY, Key.KEYPAD_MULTIPLY),
          Map.entry(KeyEvent.VK_SUBTRACT, Key.KEYPAD_SUBTRACT),
          Map.entry(KeyEvent.VK_ADD, Key.KEYPAD_ADD),
          Map.entry(KeyEvent.VK_DECIMAL, Key.KEYPAD_DECIMAL));

  private final KeyboardLayout layout;

  /** Finds keys by {@code layout} where nothing else tells. */
  HostKeys(KeyboardLayout layout) {
    this.layout = layout;
  }

  /** The key of {@code event}; empty if a PC's keyboard has none like it. */
  Optional<Key> of(KeyEvent event) {
    String words = event.paramString();
    int scanCode = number(SCAN_CODE, words);
    if (scanCode != 0) {
      // The scan code comes without the E0h that tells an arrow from a key of the keypad.
      return named(event).or(() -> PositionCodes.ofSet1(scanCode));
    }
    return PositionCodes.ofLinux(number(RAW_CODE, words) - X_OFFSET)
        .or(() -> named(event))
        .or(() -> printed(event));
  }

  private static int number(Pattern pattern, String words) {
    Matcher matcher = pattern.matcher(words);
    try {
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Optional<Key> named(KeyEvent event) {
    int code = event.getKeyCode();
    if (code >= KeyEvent.VK_NUMPAD0 && code <= KeyEvent.VK_NUMPAD9) {
      return Optional.of(Key.valueOf("KEYPAD_" + (code - KeyEvent.VK_NUMPAD0)));
    }
    Key key = NAMED.get(code);
    if (key == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (event.getKeyLocation()) {
          case KeyEvent.KEY_LOCATION_RIGHT -> right(key);
          case KeyEvent.KEY_LOCATION_NUMPAD -> keypad(key);
          default -> key;
        });
  }

  private static Key right(Key left) {
    return switch (left) {
      case LEFT_SHIFT -> Key.RIGHT_SHIFT;
      case LEFT_CONTROL -> Key.RIGHT_CONTROL;
      case LEFT_ALT -> Key.RIGHT_ALT;
      case LEFT_META -> Key.RIGHT_META;
      default -> left;
    };
  }

  private static Key keypad(Key key) {
    return switch (key) {
      case ENTER -> Key.KEYPAD_ENTER;
      case INSERT -> Key.KEYPAD_0;
      case END -> Key.KEYPAD_1;
      case DOWN -> Key.KEYPAD_2;
      case PAGE_DOWN -> Key.KEYPAD_3;
      case LEFT -> Key.KEYPAD_4;
      case RIGHT -> Key.KEYPAD_6;
      case HOME -> Key.KEYPAD_7;
      case UP -> Key.KEYPAD_8;
      case PAGE_UP -> Key.KEYPAD_9;
      case DELETE -> Key.KEYPAD_DECIMAL;
      default -> key;
    };
  }

  /** The key that has what {@code event} names printed on it. */
  private Optional<Key> printed(KeyEvent event) {
    int extended = event.getExtendedKeyCode();
    int code = extended == 0 ? event.getKeyCode() : extended;
    int character = code >= OF_CHARACTER ? code - OF_CHARACTER : code;
    return layout.strokeOf(Character.toLowerCase(character)).map(KeyboardLayout.Stroke::key);
  }
}
