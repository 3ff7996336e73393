package emu.cli.display.curses;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.console.HostTerminal;
import emu.cli.console.LineEditor;
import emu.cli.console.WindowSize;
import emu.cli.display.Display;
import emu.cli.display.KeyInput;
import emu.cli.display.RedrawPace;
import emu.cli.display.Seat;
import emu.cli.error.UserException;
import emu.devices.keyboard.Key;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows a machine in the terminal: text cell by cell, graphics in half blocks. */
public final class CursesDisplay implements Display {
  private static final String PROMPT = "(emu) ";
  private static final WindowSize USUAL = new WindowSize(80, 25);

  /** The other screen of the terminal. */
  private static final String GREETING = "\033[?1049h";

  private static final String FAREWELL = "\033[0m\033[2J\033[?7h\033[?1049l";

  private final KeyboardLayout layout;
  private final RedrawPace pace = new RedrawPace(System.nanoTime());
  private HostTerminal terminal;
  private OutputStream out;
  private Seat seat;
  private KeyInput keys;
  private boolean resized = true;
  private boolean aside;
  private boolean closed;
  private boolean typed;

  /** A display that has not taken the terminal; {@code layout} is that of the guest's keyboard. */
  public CursesDisplay(KeyboardLayout layout) {
    this.layout = layout;
  }

  @Override
  public synchronized void start(Seat newSeat) {
    if (!HostTerminal.isPresent()) {
      throw new UserException(
          "-display curses needs a terminal, and standard input or output is none:"
              + " use -vnc :0 or -display window");
    }
    seat = newSeat;
    keys = new KeyInput(seat.keys());
    terminal = HostTerminal.open();
    out = terminal.output();
    try {
      terminal.takeOver(GREETING, FAREWELL, this::resized);
    } catch (IOException e) {
      throw new UserException("the terminal cannot be written to: use -vnc :0", e);
    }
    Thread.ofPlatform().name("curses").daemon().start(this::show);
    LineEditor monitor = new LineEditor(PROMPT, seat.monitor(), this::write);
    KeyReader reader =
        new KeyReader(new FileInputStream(FileDescriptor.in), layout, monitor, new Typed());
    Thread.ofPlatform().name("curses input").daemon().start(reader);
  }

  private synchronized void resized() {
    resized = true;
    notifyAll();
  }

  /** What the user types, on the thread that reads it. */
  private final class Typed implements KeyReader.Listener {
    @Override
    public void keys(List<Key> chord) throws InterruptedException {
      touch();
      keys.type(chord);
    }

    @Override
    public void leave() {
      seat.leave().run();
    }

    @Override
    public void aside(String text) {
      turnAside(text);
    }

    @Override
    public void back() {
      turnBack();
    }
  }

  private synchronized void touch() {
    pace.stir(System.nanoTime());
    typed = true;
    notifyAll();
  }

  /** Shows {@code text} instead of the machine. */
  private synchronized void turnAside(String text) {
    aside = true;
    write("\033[0m\033[2J\033[H\033[?7h\033[?25h" + text);
  }

  private synchronized void turnBack() {
    aside = false;
    resized();
  }

  private void show() {
    Canvas canvas = new Canvas(seat.screen(), Colours.of(System.getenv()));
    try {
      while (waitForScreen(canvas)) {
        String change = canvas.draw();
        if (!change.isEmpty()) {
          pace.stir(System.nanoTime());
        }
        synchronized (this) {
          if (!aside && !resized) {
            write(change);
          }
          keys.settle();
          pause(pace.delay(System.nanoTime()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits while something else is shown; whether the display goes on. */
  private synchronized boolean waitForScreen(Canvas canvas) throws InterruptedException {
    while (aside && !closed) {
      wait();
    }
    if (resized && !closed) {
      resized = false;
      canvas.resize(terminal.size().orElse(USUAL));
    }
    return !closed;
  }

  /** Waits; a key ends the wait for a still screen, so that its effect is seen soon. */
  private void pause(long nanoseconds) throws InterruptedException {
    long end = System.nanoTime() + nanoseconds;
    boolean still = nanoseconds > RedrawPace.SHORTEST;
    typed = false;
    for (long left = nanoseconds;
        left > 0 && !closed && !resized && !(still && typed);
        left = end - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
    }
  }

  private void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      // The terminal is gone, and with it the user.
      closed = true;
      seat.leave().run();
    }
  }

  @Override
  public void close() {
    HostTerminal open;
    synchronized (this) {
      closed = true;
      notifyAll();
      open = terminal;
    }
    if (open != null) {
      open.close();
    }
  }
}
