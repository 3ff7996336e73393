package emu.cli.console;

import emu.cli.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/**
 * The terminal that the program runs in, handed to a guest: every byte passes both ways unchanged.
 * It is put back when this is closed and when the program ends by any signal that can be caught.
 */
public final class HostTerminal implements AutoCloseable {
  /**
   * Undoes what a guest may have left: attributes, character sets, application keys, scrolling
   * region, hidden cursor, insert mode, mouse reports (ECMA-48 and DEC private modes); then a new
   * line.
   */
  private static final String RESET_MODES =
      "\033[0m\033(B\017\033>\033[?1l\0337\033[r\0338\033[?25h\033[?7h\033[4l\033[?1000l\r\n";

  private static final String WINDOW_CHANGE = "WINCH";

  private static final String CONTINUE = "CONT";

  private final Terminal terminal;
  private final OutputStream out;
  private final Attributes before;
  private final Thread onExit;
  private boolean taken;
  private String farewell = "";
  private Runnable atRestore = () -> {};

  private HostTerminal(Terminal terminal, OutputStream out) {
    this.terminal = terminal;
    this.out = out;
    this.before = terminal.getAttributes();
    this.onExit = new Thread(this::restore, "terminal");
  }

  /** Whether standard input and output both are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // Without a terminal it is null all the same.
  public static boolean isPresent() {
    return System.console() != null && System.console().isTerminal();
  }

  /** Whether standard input is a terminal, whatever standard output is. */
  public static boolean isStandardInput() {
    return isTerminal("/dev/stdin");
  }

  /** Whether standard error is a terminal. */
  public static boolean isStandardError() {
    return isTerminal("/dev/stderr");
  }

  private static boolean isTerminal(String file) {
    try {
      String path = Path.of(file).toRealPath().toString();
      return path.startsWith("/dev/pts/") || path.startsWith("/dev/tty");
    } catch (IOException e) {
      // A pipe or a closed file has no path.
      return false;
    }
  }

  /** The terminal of standard input and output, which is present. */
  public static HostTerminal open() {
    try {
      // The provider that uses stty loads no native library. Nothing may ask the terminal what it
      // can do:
      // the answer would arrive as keys that the guest sees.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .provider("exec")
              .dumb(false)
              .nativeSignals(false)
              .graphemeCluster(false)
              .build();
      return new HostTerminal(terminal, new StandardOutput());
    } catch (IOException | IllegalStateException e) {
      throw new UserException(
          "the terminal cannot be set up (is stty installed?): add </dev/null to run without it",
          e);
    }
  }

  /** The terminal {@code terminal}, whose screen {@code out} writes to. */
  static HostTerminal of(Terminal terminal, OutputStream out) {
    return new HostTerminal(terminal, out);
  }

  /** The size of its window, if it tells. */
  public Optional<WindowSize> size() {
    return WindowSize.of(terminal.getSize().getColumns(), terminal.getSize().getRows());
  }

  /** A stream to its screen; what is written after it was put back is dropped. */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (HostTerminal.this) {
          if (taken) {
            out.write(bytes, offset, length);
          }
        }
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  /**
   * Takes it over for a program that uses its whole window.
   *
   * @param greeting written first, and when the program goes on after it was stopped
   * @param farewell written before it is put back, at whatever end
   * @param redraw called, on any thread, when the window must be drawn anew: it has another size,
   *     or the program goes on
   */
  public synchronized void takeOver(String greeting, String farewell, Runnable redraw)
      throws IOException {
    takeOver();
    this.farewell = farewell;
    greet(greeting);
    Object beforeChange = Signals.register(WINDOW_CHANGE, redraw);
    Object beforeContinue = Signals.register(CONTINUE, () -> goOn(greeting, redraw));
    atRestore =
        () -> {
          Signals.unregister(WINDOW_CHANGE, beforeChange);
          Signals.unregister(CONTINUE, beforeContinue);
        };
  }

  private void greet(String greeting) throws IOException {
    out.write(greeting.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** The shell has had the terminal meanwhile. */
  private void goOn(String greeting, Runnable redraw) {
    synchronized (this) {
      if (!taken) {
        return;
      }
      makeRaw();
      try {
        greet(greeting);
      } catch (IOException e) {
        // Whoever draws next finds out.
      }
    }
    redraw.run();
  }

  /** Makes it raw until this is closed. */
  public synchronized void takeOver() {
    Runtime.getRuntime().addShutdownHook(onExit);
    taken = true;
    makeRaw();
  }

  private void makeRaw() {
    terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // A line feed of the guest moves down only.
    raw.setOutputFlag(OutputFlag.OPOST, false);
    terminal.setAttributes(raw);
  }

  @Override
  public void close() {
    restore();
    try {
      terminal.close();
    } catch (IOException e) {
      // Everything that matters is put back.
    }
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The program is ending already; the hook finds nothing left to do.
    }
  }

  private synchronized void restore() {
    if (!taken) {
      return;
    }
    taken = false;
    atRestore.run();
    try {
      out.write(farewell.getBytes(StandardCharsets.US_ASCII));
      out.write(RESET_MODES.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      // Nobody sees that terminal any more; its attributes are put back all the same.
    }
    try {
      terminal.setAttributes(before);
    } catch (IllegalStateException e) {
      // At a signal JLine may close the terminal first, and then has put them back itself.
    }
  }
}
