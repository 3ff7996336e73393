package emu.cli.console;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Shows progress on one line of a terminal, which is written again and again; elsewhere, on a line
 * of its own now and then.
 */
public final class ProgressLine implements AutoCloseable {
  private static final String CLEAR_TO_END = "\033[K";
  private static final long TERMINAL_NANOSECONDS = 100_000_000L;
  private static final long ELSEWHERE_NANOSECONDS = 10_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long shownAt;
  private boolean shown;

  /**
   * A line on {@code out}.
   *
   * @param terminal whether that is a terminal
   * @param nanoTime the host's clock, as {@link System#nanoTime}
   */
  ProgressLine(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /** A line on standard error. */
  public static ProgressLine onStandardError() {
    return new ProgressLine(System.err, HostTerminal.isStandardError(), System::nanoTime);
  }

  /** Shows {@code doing}, a few words, unless something was shown just before. */
  public void at(String doing) {
    long now = nanoTime.getAsLong();
    if (shown && now - shownAt < (terminal ? TERMINAL_NANOSECONDS : ELSEWHERE_NANOSECONDS)) {
      return;
    }
    shown = true;
    shownAt = now;
    if (terminal) {
      out.print("\r" + doing + CLEAR_TO_END);
      out.flush();
    } else {
      out.println(doing);
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (terminal && shown) {
      out.print("\r" + CLEAR_TO_END);
      out.flush();
    }
  }
}
