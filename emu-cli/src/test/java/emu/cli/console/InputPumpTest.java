package emu.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InputPumpTest {
  private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

  private void expect(String... events) throws InterruptedException {
    for (String event : events) {
      assertEquals(event, seen.poll(10, TimeUnit.SECONDS));
    }
  }

  private boolean accept(byte value) {
    return seen.add(Character.toString(value));
  }

  @Test
  void handsOverBytesAsTheyAre() throws InterruptedException {
    byte[] typed = "a\001x".getBytes(StandardCharsets.US_ASCII);
    InputPump.start(new ByteArrayInputStream(typed), this::accept);
    expect("a", "\001", "x");
  }

  @Test
  void findsOurKeysOnATerminal() throws InterruptedException {
    byte[] typed = "a\001h\001cm\r\001c\001xb".getBytes(StandardCharsets.US_ASCII);
    InputPump.startKeys(
        new ByteArrayInputStream(typed),
        this::accept,
        () -> seen.add("leave"),
        () -> seen.add("help"),
        () ->
            new LineEditor(
                "> ",
                line -> "answer to " + line + "\n",
                shown -> seen.add(new String(shown, StandardCharsets.US_ASCII))));
    expect("a", "help", "\r\n> ", "m", "\r\n", "answer to m\r\n", "> ", "\r\n", "leave", "b");
  }

  @Test
  void triesAgainWhileTheGuestHasNoRoom() throws InterruptedException {
    int[] refusals = {3};
    InputPump.start(
        new ByteArrayInputStream(new byte[] {'k'}), value -> refusals[0]-- <= 0 && accept(value));
    expect("k");
  }
}
