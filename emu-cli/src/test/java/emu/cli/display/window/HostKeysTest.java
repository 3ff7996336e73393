package emu.cli.display.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.api.keyboard.KeyboardLayout;
import emu.devices.keyboard.Key;
import java.awt.Component;
import java.awt.event.KeyEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostKeysTest {
  private static final Component NOWHERE =
      new Component() {
        private static final long serialVersionUID = 1;
      };

  private final HostKeys german = new HostKeys(KeyboardLayout.of("de"));

  /** An event like those of a host that tells {@code raw} and {@code scan}. */
  private static KeyEvent event(int keyCode, char character, int location, int raw, int scan) {
    return new KeyEvent(NOWHERE, KeyEvent.KEY_PRESSED, 0, 0, keyCode, character, location) {
      private static final long serialVersionUID = 1;

      @Override
      public String paramString() {
        return "KEY_PRESSED,keyCode=%d,rawCode=%d,scancode=%d".formatted(keyCode, raw, scan);
      }
    };
  }

  private static KeyEvent plain(int keyCode, char character) {
    return event(keyCode, character, KeyEvent.KEY_LOCATION_STANDARD, 0, 0);
  }

  @Test
  void thePositionWinsOverWhatIsPrinted() {
    assertEquals(Optional.of(Key.Z), german.of(event(KeyEvent.VK_Y, 'y', 1, 52, 0)), "X11");
    assertEquals(Optional.of(Key.Z), german.of(event(KeyEvent.VK_Y, 'y', 1, 0, 0x2C)), "Windows");
    assertEquals(Optional.of(Key.UP), german.of(event(KeyEvent.VK_UP, '\uFFFF', 1, 111, 0)));
    assertEquals(Optional.of(Key.UP), german.of(event(KeyEvent.VK_UP, '\uFFFF', 1, 0, 0x48)));
  }

  @Test
  void aHostThatTellsNoPositionIsReadByTheLayout() {
    assertEquals(Optional.of(Key.Z), german.of(plain(KeyEvent.VK_Y, 'y')));
    assertEquals(Optional.of(Key.Y), german.of(plain(KeyEvent.VK_Z, 'z')));
    assertEquals(Optional.of(Key.DIGIT_7), german.of(plain(KeyEvent.VK_7, '7')));
    assertEquals(Optional.of(Key.COMMA), german.of(plain(KeyEvent.VK_COMMA, ',')));
    assertEquals(Optional.of(Key.SPACE), german.of(plain(KeyEvent.VK_SPACE, ' ')));
    assertEquals(Optional.of(Key.F11), german.of(plain(KeyEvent.VK_F11, '\uFFFF')));
  }

  @Test
  void leftRightAndKeypadAreToldApart() {
    int right = KeyEvent.KEY_LOCATION_RIGHT;
    int keypad = KeyEvent.KEY_LOCATION_NUMPAD;
    assertEquals(
        Optional.of(Key.RIGHT_SHIFT), german.of(event(KeyEvent.VK_SHIFT, '\uFFFF', right, 0, 0)));
    assertEquals(
        Optional.of(Key.KEYPAD_ENTER), german.of(event(KeyEvent.VK_ENTER, '\n', keypad, 0, 0)));
    assertEquals(
        Optional.of(Key.KEYPAD_8), german.of(event(KeyEvent.VK_UP, '\uFFFF', keypad, 0, 0)));
    assertEquals(
        Optional.of(Key.KEYPAD_5), german.of(event(KeyEvent.VK_NUMPAD5, '5', keypad, 0, 0)));
  }

  @Test
  void aKeyThatNoPcHasIsNone() {
    assertEquals(Optional.empty(), german.of(event(KeyEvent.VK_UNDEFINED, '\uFFFF', 1, 240, 0)));
  }

  @Test
  void javaItselfTellsTheCodesInThoseWords() {
    KeyEvent real = new KeyEvent(NOWHERE, KeyEvent.KEY_PRESSED, 0, 0, KeyEvent.VK_A, 'a', 1);
    String words = real.paramString();
    assertEquals(true, words.contains("rawCode=0,") && words.contains("scancode=0,"), words);
  }
}
