package emu.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  private String show(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.US_ASCII);
    try (ProgressLine line = new ProgressLine(out, terminal, () -> now)) {
      line.at("one");
      now += SECOND / 20;
      line.at("too soon");
      now += SECOND;
      line.at("two");
      now += 10 * SECOND;
      line.at("three");
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void aTerminalsLineIsWrittenAgain() {
    assertEquals("\rone\033[K\rtwo\033[K\rthree\033[K\r\033[K", show(true));
  }

  @Test
  void elsewhereThereIsALineNowAndThen() {
    assertEquals("one\nthree\n", show(false).replace(System.lineSeparator(), "\n"));
  }
}
