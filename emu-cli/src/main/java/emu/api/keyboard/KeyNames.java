package emu.api.keyboard;

import emu.api.MachineException;
import emu.devices.keyboard.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys by the names that QEMU's {@code sendkey} has for them, and by some plainer ones. */
public final class KeyNames {
  private static final Map<String, Key> KEYS = new HashMap<>();

  static {
    for (Key key : Key.values()) {
      String name = key.name().toLowerCase(Locale.ROOT);
      KEYS.put(name.replace("digit_", "").replace("keypad_", "kp_"), key);
    }
    add("shift shift_l", Key.LEFT_SHIFT);
    add("shift_r", Key.RIGHT_SHIFT);
    add("ctrl ctrl_l control", Key.LEFT_CONTROL);
    add("ctrl_r", Key.RIGHT_CONTROL);
    add("alt alt_l", Key.LEFT_ALT);
    add("alt_r altgr", Key.RIGHT_ALT);
    add("meta_l meta win", Key.LEFT_META);
    add("meta_r", Key.RIGHT_META);
    add("compose", Key.MENU);
    add("esc", Key.ESCAPE);
    add("ret return", Key.ENTER);
    add("spc", Key.SPACE);
    add("bracket_left", Key.LEFT_BRACKET);
    add("bracket_right", Key.RIGHT_BRACKET);
    add("grave_accent", Key.GRAVE);
    add("dot", Key.PERIOD);
    add("pgup pageup", Key.PAGE_UP);
    add("pgdn pagedown", Key.PAGE_DOWN);
    add("del", Key.DELETE);
    add("ins", Key.INSERT);
    add("print sysrq", Key.PRINT_SCREEN);
    add("asterisk", Key.KEYPAD_MULTIPLY);
  }

  private KeyNames() {}

  private static void add(String names, Key key) {
    for (String name : names.split(" ")) {
      KEYS.put(name, key);
    }
  }

  /**
   * Reads keys that are pressed together, as in {@code ctrl-alt-f2}.
   *
   * @throws MachineException if one has no such name
   */
  public static List<Key> parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String name : text.strip().toLowerCase(Locale.ROOT).split("-", -1)) {
      Key key = KEYS.get(name);
      if (key == null) {
        throw new MachineException(
            "there is no key '%s' (in '%s'): the names are those of QEMU's sendkey, as in"
                    .formatted(name, text)
                + " ret, spc, a, minus, f1, pgup, ctrl-alt-delete");
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }
}
