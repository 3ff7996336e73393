package emu.cli.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String shown(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (ProgressBar bar = new ProgressBar(out, terminal)) {
      bar.at("one", 0);
      bar.at("one", 0.5);
      bar.at("one", 0.501);
      bar.at("two", 1);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGetsALineForEachStep() {
    assertEquals("one\ntwo\n".replace("\n", System.lineSeparator()), shown(false));
  }

  @Test
  void aTerminalGetsABarThatIsDrawnAgainWhenItChanges() {
    String text = shown(true);
    assertEquals(3, text.chars().filter(c -> c == '\r').count());
    assertEquals(2, text.chars().filter(c -> c == '\n').count());
  }

  @Test
  void theBarFills() {
    assertEquals(
        "step                                 [###############...............]  50 %",
        ProgressBar.draw("step", 0.5));
  }
}
