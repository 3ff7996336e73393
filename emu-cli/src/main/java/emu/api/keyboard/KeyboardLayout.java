package emu.api.keyboard;

import emu.api.MachineException;
import emu.devices.keyboard.Key;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is printed on the guest's keys: which of them make a character. For displays that are told
 * characters and not keys.
 */
public final class KeyboardLayout {
  /** The layouts that {@link #of} knows, by the names that QEMU's option -k has for them. */
  public static final List<String> NAMES = List.of("en-us", "en-gb", "de", "fr", "es");

  private static final String NOTHING = "none";

  /** What is held down for each column of a layout's file. */
  private static final List<List<Key>> LEVELS =
      List.of(
          List.of(),
          List.of(Key.LEFT_SHIFT),
          List.of(Key.RIGHT_ALT),
          List.of(Key.LEFT_SHIFT, Key.RIGHT_ALT));

  /**
   * A key with what is held down meanwhile.
   *
   * @param modifiers keys that go down before, in that order
   */
  public record Stroke(List<Key> modifiers, Key key) {

    /** All keys in the order in which they go down. */
    public List<Key> keys() {
      List<Key> keys = new ArrayList<>(modifiers);
      keys.add(key);
      return keys;
    }
  }

  private final Map<Integer, Stroke> strokes = new HashMap<>();

  private KeyboardLayout(String file) {
    strokes.put((int) ' ', new Stroke(List.of(), Key.SPACE));
    strokes.put((int) '\n', new Stroke(List.of(), Key.ENTER));
    strokes.put((int) '\t', new Stroke(List.of(), Key.TAB));
    // "# " starts a comment; the keys' names start with letters.
    file.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
  }

  /**
   * The layout of that name.
   *
   * @throws MachineException if there is none
   */
  public static KeyboardLayout of(String name) {
    if (!NAMES.contains(name)) {
      throw new MachineException(
          "there is no keyboard layout '%s': choose one of %s"
              .formatted(name, String.join(", ", NAMES)));
    }
    try (InputStream in = KeyboardLayout.class.getResourceAsStream("layouts/" + name)) {
      return new KeyboardLayout(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own files cannot be read", e);
    }
  }

  private void add(String line) {
    String[] words = line.split(" ");
    for (int level = 0; level < words.length - 1; level++) {
      String character = words[level + 1];
      if (!character.equals(NOTHING)) {
        Stroke stroke = new Stroke(LEVELS.get(level), Key.valueOf(words[0]));
        strokes.putIfAbsent(character.codePointAt(0), stroke);
      }
    }
  }

  /** How {@code codePoint} is typed; empty if no key makes it. */
  public Optional<Stroke> strokeOf(int codePoint) {
    return Optional.ofNullable(strokes.get(codePoint));
  }
}
