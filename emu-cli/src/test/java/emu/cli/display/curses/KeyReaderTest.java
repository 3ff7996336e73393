package emu.cli.display.curses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.console.LineEditor;
import emu.devices.keyboard.Key;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the bytes of a terminal to keys. */
class KeyReaderTest {

  /** What came of the bytes: chords like LEFT_CONTROL+C, and words for our own keys. */
  private static List<String> read(String layout, byte[] bytes) {
    List<String> read = new ArrayList<>();
    KeyReader.Listener listener =
        new KeyReader.Listener() {
          @Override
          public void keys(List<Key> chord) {
            read.add(chord.stream().map(Key::name).collect(Collectors.joining("+")));
          }

          @Override
          public void leave() {
            read.add("leave");
          }

          @Override
          public void aside(String text) {
            read.add(text.contains("Ctrl-A X") ? "help" : "aside");
          }

          @Override
          public void back() {
            read.add("back");
          }
        };
    LineEditor monitor =
        new LineEditor(
            "> ",
            line -> {
              read.add("monitor:" + line);
              return "";
            },
            _ -> {});
    new KeyReader(new ByteArrayInputStream(bytes), KeyboardLayout.of(layout), monitor, listener)
        .run();
    return read;
  }

  private static String read(String text) {
    return String.join(" ", read("en-us", text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "'a', A",
    "'A', LEFT_SHIFT+A",
    "'~', LEFT_SHIFT+GRAVE",
    "'\r', ENTER",
    "'\t', TAB",
    "'\u007f', BACKSPACE",
    "'\b', BACKSPACE",
    "'\u0003', LEFT_CONTROL+C",
    "'\n', LEFT_CONTROL+J",
    "'\u001c', LEFT_CONTROL+BACKSLASH",
    "'\0', LEFT_CONTROL+SPACE",
    "'\u001b', ESCAPE",
    "'\u001bx', LEFT_ALT+X",
    "'\u001b\r', LEFT_ALT+ENTER",
    "'\u001b\u0003', LEFT_ALT+LEFT_CONTROL+C",
    "'\u001b[A', UP",
    "'\u001bOA', UP",
    "'\u001b\u001b[A', LEFT_ALT+UP",
    "'\u001b[1;5D', LEFT_CONTROL+LEFT",
    "'\u001b[1;8F', LEFT_CONTROL+LEFT_ALT+LEFT_SHIFT+END",
    "'\u001b[Z', LEFT_SHIFT+TAB",
    "'\u001b[3~', DELETE",
    "'\u001b[3;2~', LEFT_SHIFT+DELETE",
    "'\u001bOP', F1",
    "'\u001b[[B', F2",
    "'\u001b[15~', F5",
    "'\u001b[24~', F12",
    "'\u001b[', LEFT_ALT+LEFT_BRACKET",
    "'\u001bO', LEFT_ALT+LEFT_SHIFT+O",
    "'\u001b\u001b', ESCAPE ESCAPE",
    "'\u001b[Ab', UP B",
    "'\u001bxb', LEFT_ALT+X B",
    "'\u001b[99~b', B",
    "'\u001b[?1;2c', ''",
    "'\u001b[99999999999;99999999999999A', UP",
    "'中', ''",
  })
  void sequencesAreKeys(String bytes, String keys) {
    assertEquals(keys, read(bytes));
  }

  @Test
  void charactersBeyondAsciiAreFoundOnTheLayout() {
    List<String> typed = read("de", "zäÖ€@".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of("Y", "APOSTROPHE", "LEFT_SHIFT+SEMICOLON", "RIGHT_ALT+E", "RIGHT_ALT+Q"), typed);
  }

  @Test
  void ourOwnKeysStartWithControlA() {
    assertEquals("A leave B", read("a\1xb"));
    assertEquals("LEFT_CONTROL+A", read("\1a"));
    assertEquals("LEFT_CONTROL+A", read("\1\1"));
    assertEquals("help back B", read("\1hqb"), "any key leaves the help");
    assertEquals("aside monitor:hi back B", read("\1chi\r\1cb"));
    assertEquals("B", read("\1zb"), "others are swallowed");
  }

  @Test
  void noBytesDoHarm() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = new byte[20_000];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i += 1 + random.nextInt(8)) {
      bytes[i] = (byte) "\033[O;[19".charAt(random.nextInt(7));
    }
    assertTrue(read("fr", bytes).size() > 100, "seed " + seed);
  }
}
