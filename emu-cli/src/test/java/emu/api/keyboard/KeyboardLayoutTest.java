package emu.api.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.api.MachineException;
import emu.api.keyboard.KeyboardLayout.Stroke;
import emu.devices.keyboard.Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyboardLayoutTest {

  static List<String> names() {
    return KeyboardLayout.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLayoutTypesAscii(String name) {
    KeyboardLayout layout = KeyboardLayout.of(name);
    // On these keyboards those characters come from an accent that waits for a letter.
    String waiting =
        switch (name) {
          case "de", "es" -> "^`";
          case "fr" -> "`~";
          default -> "";
        };
    for (int character = ' '; character < 0x7F; character++) {
      boolean typed = layout.strokeOf(character).isPresent();
      assertTrue(typed || waiting.indexOf(character) >= 0, name + " " + (char) character);
    }
  }

  @Test
  void lettersAreWhereTheLayoutHasThem() {
    assertEquals(
        Optional.of(new Stroke(List.of(), Key.Z)), KeyboardLayout.of("en-us").strokeOf('z'));
    assertEquals(Optional.of(new Stroke(List.of(), Key.Y)), KeyboardLayout.of("de").strokeOf('z'));
    assertEquals(
        Optional.of(new Stroke(List.of(Key.LEFT_SHIFT), Key.SEMICOLON)),
        KeyboardLayout.of("de").strokeOf('Ö'));
    assertEquals(
        Optional.of(new Stroke(List.of(Key.RIGHT_ALT), Key.Q)),
        KeyboardLayout.of("de").strokeOf('@'));
    assertEquals(
        List.of(Key.LEFT_SHIFT, Key.DIGIT_1),
        KeyboardLayout.of("fr").strokeOf('1').orElseThrow().keys());
  }

  @Test
  void anUnknownLayoutIsOneSentence() {
    MachineException e = assertThrows(MachineException.class, () -> KeyboardLayout.of("../en-us"));
    assertEquals(
        "there is no keyboard layout '../en-us': choose one of en-us, en-gb, de, fr, es",
        e.getMessage());
  }
}
