package emu.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEditorTest {
  private final List<String> lines = new ArrayList<>();
  private final ScreenTerminal screen = new ScreenTerminal(20, 6);
  private final LineEditor editor =
      new LineEditor(
          "> ",
          line -> {
            lines.add(line);
            return line.equals("two") ? "1\n2\n" : "";
          },
          shown -> screen.write(new String(shown, StandardCharsets.UTF_8)));

  private void type(String keys) {
    for (byte key : keys.getBytes(StandardCharsets.UTF_8)) {
      editor.accept(key);
    }
  }

  /** {@code <} is backspace, {@code @} Ctrl-U, {@code ^} and {@code v} are arrows. */
  @ParameterizedTest
  @CsvSource({
    "abc;, abc",
    "abx<c;, abc",
    "x<<<abc;, abc",
    "xyz@abc;, abc",
    "abc;x;^^;, abc|x|abc",
    "abc;^^^vx;, abc|x",
    "abc;^d;, abc|abcd",
    "é<e;, e",
    ";, ''",
  })
  void editsLines(String keys, String expected) {
    type(
        keys.replace(";", "\r")
            .replace("<", "\177")
            .replace("@", "\025")
            .replace("^", "\033[A")
            .replace("v", "\033OB"));
    assertEquals(expected, String.join("|", lines));
  }

  @Test
  void showsWhatIsTypedAndAnswered() {
    editor.begin();
    type("twoo\177\rx\177abc");
    String[] rows = screen.toString().split("\n");
    assertEquals("> two", rows[1].strip());
    assertEquals("1", rows[2].strip());
    assertEquals("2", rows[3].strip());
    assertEquals("> abc", rows[4].strip());
  }

  @Test
  void controlCForgetsTheLine() {
    type("abc\003def\r");
    assertEquals(List.of("def"), lines);
  }
}
