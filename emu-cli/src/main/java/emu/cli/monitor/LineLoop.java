package emu.cli.monitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Reads lines and writes what each is answered, until there are no more. */
public final class LineLoop {
  private LineLoop() {}

  /**
   * Answers the lines of {@code in}.
   *
   * @param prompt what is written before each; may be empty
   */
  public static void run(
      InputStream in, OutputStream out, UnaryOperator<String> answer, String prompt)
      throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    write(out, prompt);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      write(out, answer.apply(line) + prompt);
    }
  }

  /** The same on a thread of its own. */
  public static void start(
      InputStream in, OutputStream out, UnaryOperator<String> answer, String prompt) {
    Thread.ofPlatform()
        .name("monitor")
        .daemon()
        .start(() -> {
          try {
            run(in, out, answer, prompt);
          } catch (IOException e) {
            // Nobody asks or listens any more.
          }
        });
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
