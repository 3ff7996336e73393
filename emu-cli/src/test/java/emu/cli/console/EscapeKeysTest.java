package emu.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeKeysTest implements EscapeKeys.Listener {
  private final StringBuilder log = new StringBuilder();

  @Override
  public void typed(byte key) {
    log.append(key == 1 ? '^' : (char) key);
  }

  @Override
  public void leave() {
    log.append("<leave>");
  }

  @Override
  public void help() {
    log.append("<help>");
  }

  @Override
  public void turn() {
    log.append("<turn>");
  }

  /** In the keys, {@code ^} stands for Ctrl-A. */
  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "^x, <leave>",
    "^X, <leave>",
    "a^hb, a<help>b",
    "^cq^C, <turn>q<turn>",
    "^ax, ^x",
    "^^x, ^x",
    "^zx, x",
    "x^, x",
  })
  void findsOurKeys(String keys, String expected) {
    EscapeKeys escape = new EscapeKeys(this);
    keys.chars().forEach(key -> escape.accept((byte) (key == '^' ? 1 : key)));
    assertEquals(expected, log.toString());
  }
}
