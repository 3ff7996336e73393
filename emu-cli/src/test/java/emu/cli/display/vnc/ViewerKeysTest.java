package emu.cli.display.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.KeyInput;
import emu.cli.display.TestScreen;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewerKeysTest {
  private static final int SHIFT = 0xFFE1;

  private final TestScreen screen = new TestScreen();
  private final ViewerKeys us = keys("en-us");

  private ViewerKeys keys(String layout) {
    return new ViewerKeys(new KeyInput(screen.keys()), KeyboardLayout.of(layout));
  }

  private static void type(ViewerKeys keys, int keysym) {
    keys.event(keysym, true);
    keys.event(keysym, false);
  }

  @Test
  void keysWithNamesAreThemselves() {
    type(us, 0xFF0D);
    type(us, 0xFFC9);
    type(us, 0xFFB5);
    type(us, 0xFFFF);
    assertEquals(
        List.of("+ENTER", "-ENTER", "+F12", "-F12", "+KEYPAD_5", "-KEYPAD_5", "+DELETE", "-DELETE"),
        screen.typed());
  }

  @Test
  void aShiftThatIsDownServes() {
    us.event(SHIFT, true);
    type(us, 'A');
    us.event(SHIFT, false);
    assertEquals(List.of("+LEFT_SHIFT", "+A", "-A", "-LEFT_SHIFT"), screen.typed());
  }

  @Test
  void aShiftThatIsMissingIsAdded() {
    type(us, '!');
    assertEquals(List.of("+LEFT_SHIFT", "+DIGIT_1", "-LEFT_SHIFT", "-DIGIT_1"), screen.typed());
  }

  @Test
  void aShiftThatIsTooMuchIsTakenAway() {
    ViewerKeys german = keys("de");
    german.event(SHIFT, true);
    type(german, '#');
    german.event(SHIFT, false);
    assertEquals(
        List.of(
            "+LEFT_SHIFT", "-LEFT_SHIFT", "+BACKSLASH", "+LEFT_SHIFT", "-BACKSLASH", "-LEFT_SHIFT"),
        screen.typed());
  }

  @Test
  void charactersBeyondLatin1ComeAsUnicode() {
    ViewerKeys german = keys("de");
    type(german, 0x0100_20AC);
    type(german, 0x20AC);
    type(german, 0xE4);
    List<String> euro = List.of("+RIGHT_ALT", "+E", "-RIGHT_ALT", "-E");
    List<String> typed = screen.typed();
    assertEquals(euro, typed.subList(0, 4));
    assertEquals(euro, typed.subList(4, 8));
    assertEquals(List.of("+APOSTROPHE", "-APOSTROPHE"), typed.subList(8, 10));
  }

  @Test
  void whatTheKeyboardDoesNotHaveIsNothing() {
    type(us, 0x0100_4E2D);
    type(us, 0xFFFF_FFFF);
    type(us, 0);
    assertEquals(List.of(), screen.typed());
  }
}
