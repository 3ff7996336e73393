package emu.cli.display.curses;

import emu.api.keyboard.KeyboardLayout;
import emu.devices.keyboard.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes keys of what terminals send: characters, control characters, and the sequences of xterm, of
 * the VT220 and of Linux's console for other keys.
 */
final class TerminalKeys {
  private static final int ESCAPE = 0x1B;
  private static final int DELETE = 0x7F;
  private static final int MOST_PARAMETERS = 32;

  /** By the letter that ends CSI or SS3. */
  private static final Map<Character, Key> BY_LETTER =
      Map.ofEntries(
          Map.entry('A', Key.UP),
          Map.entry('B', Key.DOWN),
          Map.entry('C', Key.RIGHT),
          Map.entry('D', Key.LEFT),
          Map.entry('E', Key.KEYPAD_5),
          Map.entry('F', Key.END),
          Map.entry('H', Key.HOME),
          Map.entry('M', Key.KEYPAD_ENTER),
          Map.entry('P', Key.F1),
          Map.entry('Q', Key.F2),
          Map.entry('R', Key.F3),
          Map.entry('S', Key.F4));

  /** By the number before the tilde. */
  private static final Map<Integer, Key> BY_NUMBER =
      Map.ofEntries(
          Map.entry(1, Key.HOME),
          Map.entry(2, Key.INSERT),
          Map.entry(3, Key.DELETE),
          Map.entry(4, Key.END),
          Map.entry(5, Key.PAGE_UP),
          Map.entry(6, Key.PAGE_DOWN),
          Map.entry(7, Key.HOME),
          Map.entry(8, Key.END),
          Map.entry(11, Key.F1),
          Map.entry(12, Key.F2),
          Map.entry(13, Key.F3),
          Map.entry(14, Key.F4),
          Map.entry(15, Key.F5),
          Map.entry(17, Key.F6),
          Map.entry(18, Key.F7),
          Map.entry(19, Key.F8),
          Map.entry(20, Key.F9),
          Map.entry(21, Key.F10),
          Map.entry(23, Key.F11),
          Map.entry(24, Key.F12));

  private static final List<Key> OF_LINUX = List.of(Key.F1, Key.F2, Key.F3, Key.F4, Key.F5);

  private enum State {
    GROUND,
    ESCAPE,
    CSI,
    SS3,
    LINUX
  }

  private final KeyboardLayout layout;
  private final Consumer<List<Key>> guest;
  private final StringBuilder parameters = new StringBuilder();
  private State state = State.GROUND;
  private boolean alt;
  private int character;
  private int missing;

  /**
   * Finds keys for {@code guest}, which takes those that are down together, in the order in which
   * they go down.
   *
   * @param layout what is printed on the guest's keyboard
   */
  TerminalKeys(KeyboardLayout layout, Consumer<List<Key>> guest) {
    this.layout = layout;
    this.guest = guest;
  }

  /** Whether what came last may be a key or the start of one, which only time tells. */
  boolean isPending() {
    return state != State.GROUND;
  }

  /** Nothing has come for a while: what came last was a key. */
  void settle() {
    if (state == State.ESCAPE) {
      if (alt) {
        press(Key.ESCAPE);
      }
      press(Key.ESCAPE);
    } else if (state == State.CSI && parameters.isEmpty()) {
      alt = true;
      type('[');
    } else if (state == State.SS3) {
      alt = true;
      type('O');
    }
    reset();
  }

  /** Takes the next byte. */
  void accept(byte next) {
    int value = next & 0xFF;
    switch (state) {
      case GROUND -> ground(value);
      case ESCAPE -> afterEscape(value);
      case CSI -> sequence(value);
      case SS3 -> end(BY_LETTER.get((char) value), 0);
      case LINUX -> {
        int index = value - 'A';
        end(index >= 0 && index < OF_LINUX.size() ? OF_LINUX.get(index) : null, 0);
      }
    }
  }

  private void reset() {
    state = State.GROUND;
    alt = false;
    parameters.setLength(0);
  }

  private void ground(int value) {
    if (value == ESCAPE) {
      state = State.ESCAPE;
    } else if (value >= 0x80) {
      utf8(value);
    } else {
      missing = 0;
      type(value);
      alt = false;
    }
  }

  private void utf8(int value) {
    if (value < 0xC0) {
      character = character << 6 | value & 0x3F;
      missing--;
      if (missing == 0) {
        type(character);
        alt = false;
      }
      missing = Math.max(missing, 0);
      return;
    }
    missing = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
    character = value & 0x3F >> missing;
  }

  private void afterEscape(int value) {
    switch (value) {
      case '[' -> state = State.CSI;
      case 'O' -> state = State.SS3;
      case ESCAPE -> {
        if (alt) {
          // Somebody leans on the Escape key.
          press(Key.ESCAPE);
        }
        alt = true;
      }
      default -> {
        state = State.GROUND;
        alt = true;
        ground(value);
      }
    }
  }

  private void sequence(int value) {
    if (value == '[' && parameters.isEmpty()) {
      state = State.LINUX;
    } else if (value >= '@' && value <= '~') {
      String text = parameters.toString();
      int modifiers = parameter(text, 1, 1) - 1;
      switch (value) {
        case '~' -> end(BY_NUMBER.get(parameter(text, 0, 0)), modifiers);
        case 'Z' -> end(Key.TAB, 1);
        default -> end(BY_LETTER.get((char) value), modifiers);
      }
    } else if (parameters.length() < MOST_PARAMETERS) {
      parameters.append((char) value);
    } else {
      reset();
    }
  }

  /** The decimal parameter at {@code index}, or {@code usual} where there is none. */
  private static int parameter(String text, int index, int usual) {
    String[] words = text.split(";", -1);
    return index < words.length && words[index].matches("\\d{1,4}")
        ? Integer.parseInt(words[index])
        : usual;
  }

  /**
   * A sequence ends.
   *
   * @param key null if it is of no key
   * @param modifiers bit 0 shift, bit 1 Alt, bit 2 Ctrl, as xterm has them
   */
  private void end(Key key, int modifiers) {
    if (key != null) {
      List<Key> keys = new ArrayList<>();
      if ((modifiers & 4) != 0) {
        keys.add(Key.LEFT_CONTROL);
      }
      if (alt || (modifiers & 2) != 0) {
        keys.add(Key.LEFT_ALT);
      }
      if ((modifiers & 1) != 0) {
        keys.add(Key.LEFT_SHIFT);
      }
      keys.add(key);
      guest.accept(keys);
    }
    reset();
  }

  private void press(Key key) {
    guest.accept(List.of(key));
  }

  /** A character, which may be a control character. */
  private void type(int value) {
    switch (value) {
      case '\b', DELETE -> typeKey(Key.BACKSPACE);
      case '\r' -> typeKey(Key.ENTER);
      case '\t' -> typeKey(Key.TAB);
      case 0 -> typeControl(' ');
      default -> {
        if (value < ' ') {
          // Ctrl takes bits 6 and 5 from a letter, and from [ \ ] ^ _.
          typeControl(value + (value <= 26 ? 0x60 : 0x40));
        } else {
          layout.strokeOf(value).ifPresent(stroke -> send(stroke.keys()));
        }
      }
    }
  }

  private void typeKey(Key key) {
    send(List.of(key));
  }

  private void typeControl(int printed) {
    layout
        .strokeOf(printed)
        .ifPresent(stroke -> {
          List<Key> keys = new ArrayList<>(List.of(Key.LEFT_CONTROL));
          keys.addAll(stroke.keys());
          send(keys);
        });
  }

  private void send(List<Key> keys) {
    if (!alt) {
      guest.accept(keys);
      return;
    }
    List<Key> withAlt = new ArrayList<>(List.of(Key.LEFT_ALT));
    withAlt.addAll(keys);
    guest.accept(withAlt);
  }
}
