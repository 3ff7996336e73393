package emu.cli.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Lets a user type lines on a terminal in raw mode, and shows what each is answered. Backspace,
 * Ctrl-U, Ctrl-C and the arrows up and down work as in a shell.
 */
public final class LineEditor {
  private static final int CTRL_C = 3;
  private static final int BACKSPACE = 8;
  private static final int CTRL_U = 0x15;
  private static final int ESCAPE = 0x1B;
  private static final int DELETE = 0x7F;
  private static final int MOST_LINES = 100;

  private final String prompt;
  private final UnaryOperator<String> answer;
  private final Consumer<byte[]> out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> history = new ArrayList<>();
  private int recalled;
  private int sequence;

  /**
   * An editor that shows {@code prompt} before each line.
   *
   * @param answer what to show for a line: empty, or lines that each end with a newline
   * @param out takes what is shown
   */
  public LineEditor(String prompt, UnaryOperator<String> answer, Consumer<byte[]> out) {
    this.prompt = prompt;
    this.answer = answer;
    this.out = out;
  }

  /** Shows the prompt, on a new line. */
  public void begin() {
    show("\r\n" + prompt);
    clear();
  }

  /** Leaves the line that was begun. */
  public void end() {
    show("\r\n");
  }

  /** Takes the next byte that the terminal sends. */
  public void accept(byte key) {
    if (sequence > 0) {
      acceptSequence(key);
      return;
    }
    switch (key) {
      case '\r', '\n' -> enter();
      case BACKSPACE, DELETE -> erase();
      case CTRL_U -> replace("");
      case CTRL_C -> begin();
      case ESCAPE -> sequence = 1;
      default -> {
        if (key < 0 || key >= ' ') {
          line.write(key);
          out.accept(new byte[] {key});
        }
      }
    }
  }

  /** The arrows are ESC [ A and B, or ESC O A and B. */
  private void acceptSequence(byte key) {
    boolean begins = sequence == 1 && (key == '[' || key == 'O');
    boolean goesOn = sequence == 2 && key >= '0' && key <= '?';
    if (sequence == 2 && (key == 'A' || key == 'B')) {
      recall(key == 'A' ? -1 : 1);
    }
    sequence = begins || goesOn ? 2 : 0;
  }

  private void recall(int step) {
    recalled = Math.clamp(recalled + step, 0, history.size());
    replace(recalled == history.size() ? "" : history.get(recalled));
  }

  private void replace(String text) {
    show("\r" + prompt + " ".repeat(text().length()) + "\r" + prompt + text);
    line.reset();
    line.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void erase() {
    String text = text();
    if (!text.isEmpty()) {
      replace(text.substring(0, text.offsetByCodePoints(text.length(), -1)));
    }
  }

  private void enter() {
    String text = text();
    show("\r\n");
    if (!text.isBlank()) {
      history.add(text);
      if (history.size() > MOST_LINES) {
        history.removeFirst();
      }
      show(answer.apply(text).replace("\r\n", "\n").replace("\n", "\r\n"));
    }
    show(prompt);
    clear();
  }

  private void clear() {
    line.reset();
    recalled = history.size();
    sequence = 0;
  }

  private String text() {
    return line.toString(StandardCharsets.UTF_8);
  }

  private void show(String text) {
    out.accept(text.getBytes(StandardCharsets.UTF_8));
  }
}
