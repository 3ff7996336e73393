package emu.cli.guest;

import emu.cli.console.HostTerminal;
import java.io.PrintStream;

/** Shows progress: a bar that is drawn again on its line of a terminal, or else one line a step. */
public final class ProgressBar implements Progress, AutoCloseable {
  private static final int WIDTH = 30;
  private static final String CLEAR_TO_END = "\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";
  private String step = "";

  /** A bar on {@code out}; {@code terminal} says that it is one. */
  public ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A bar on standard error. */
  public static ProgressBar onStandardError() {
    return new ProgressBar(System.err, HostTerminal.isPresent());
  }

  @Override
  public void at(String name, double fraction) {
    if (!name.equals(step)) {
      close();
      step = name;
      if (!terminal) {
        out.println(name);
      }
    }
    String text = draw(name, fraction);
    if (terminal && !text.equals(shown)) {
      out.print("\r" + text + CLEAR_TO_END);
      out.flush();
      shown = text;
    }
  }

  /** Ends the line of the last step. */
  @Override
  public void close() {
    if (!shown.isEmpty()) {
      out.println();
      shown = "";
    }
  }

  /** One line: the step, a bar filled to {@code fraction}, and the fraction in percent. */
  static String draw(String name, double fraction) {
    int filled = (int) Math.round(fraction * WIDTH);
    String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    return "%-36s [%s] %3d %%".formatted(name, bar, Math.round(fraction * 100));
  }
}
