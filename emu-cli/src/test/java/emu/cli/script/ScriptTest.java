package emu.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.api.keyboard.KeyNames;
import emu.cli.option.ChoiceException;
import emu.devices.keyboard.Key;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private static List<Step> parse(String text) {
    return new Script.Converter().convert(text).steps();
  }

  @Test
  void readsEveryKindOfStep() {
    assertEquals(
        List.of(
            new Step.Press(List.of(Key.ENTER)),
            new Step.Await("Select a language"),
            new Step.Press(List.of(Key.LEFT_CONTROL, Key.LEFT_ALT, Key.F2)),
            new Step.Type("a; b\\c:d"),
            new Step.Pause(500_000_000),
            new Step.Still(1_000_000),
            new Step.Screendump(Path.of("a.png"))),
        parse(
            "enter;wait:Select a language; Ctrl-Alt-F2 ;type:a\\; b\\\\c:d;pause:500;still:1;"
                + "screendump:a.png;"));
  }

  @Test
  void endsWithWhatTheScreenIsToShow() {
    assertEquals(
        List.of(new Step.Press(List.of(Key.A)), new Step.Await("x"), new Step.End()),
        new Script(parse("a")).thenUntil("x").steps());
  }

  @ParameterizedTest
  @CsvSource({
    "ret, ENTER",
    "spc, SPACE",
    "1, DIGIT_1",
    "kp_1, KEYPAD_1",
    "pgup, PAGE_UP",
    "minus, MINUS",
    "alt_r, RIGHT_ALT",
    "less, LESS",
    "F12, F12",
    "q, Q",
    "print, PRINT_SCREEN",
    "menu, MENU",
  })
  void knowsKeysByQemusNames(String name, Key key) {
    assertEquals(List.of(key), KeyNames.parse(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"entre", "ctrl-", "-", "wait:", "pause:x", "pause:99999999999", "jump:1", ":a"})
  void refusesWhatItDoesNotKnow(String text) {
    assertThrows(ChoiceException.class, () -> parse(text));
  }

  @Test
  void serialTailForgetsWhatWasWaitedFor() {
    SerialTail tail = new SerialTail();
    "one two one ".chars().forEach(value -> tail.add((byte) value));
    assertEquals(true, tail.take("one"));
    assertEquals(true, tail.take("one"));
    assertEquals(false, tail.take("two"));
    for (byte value : "ä".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      tail.add(value);
    }
    assertEquals(true, tail.take("ä"));
  }
}
