package emu.cli.display.curses;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.console.EscapeKeys;
import emu.cli.console.LineEditor;
import emu.devices.keyboard.Key;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads what the user types into a terminal, and finds our own keys, which start with Ctrl-A. */
final class KeyReader implements Runnable {
  private static final String HELP =
      EscapeKeys.HELP + "\r\nAny other key goes back to the guest.\r\n";

  /** After that time, an escape character was the Escape key and starts no sequence. */
  private static final int ESCAPE_MILLISECONDS = 50;

  private static final int POLL_MILLISECONDS = 5;

  /** Told what the user wants. */
  interface Listener {
    /** Keys for the guest, which are down together. */
    void keys(List<Key> chord) throws InterruptedException;

    /** The user wants to leave. */
    void leave();

    /** Something else than the guest is to be shown. */
    void aside(String text);

    /** The guest is to be shown again. */
    void back();
  }

  /** Who takes what is typed. */
  private enum Turn {
    GUEST,
    HELP,
    MONITOR
  }

  private final InputStream in;
  private final Listener listener;
  private final TerminalKeys guest;
  private final LineEditor monitor;
  private final EscapeKeys escapeKeys = new EscapeKeys(new Ours());
  private Turn turn = Turn.GUEST;

  /** Reads {@code in}; {@code monitor} is what the user types lines into after Ctrl-A C. */
  KeyReader(InputStream in, KeyboardLayout layout, LineEditor monitor, Listener listener) {
    this.in = in;
    this.listener = listener;
    this.monitor = monitor;
    this.guest = new TerminalKeys(layout, this::send);
  }

  private void send(List<Key> chord) {
    try {
      listener.keys(chord);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (guest.isPending() && !comesSoon()) {
          guest.settle();
        }
        int next = in.read();
        if (next < 0) {
          return;
        }
        escapeKeys.accept((byte) next);
      }
    } catch (IOException e) {
      // The terminal is gone: nobody types any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean comesSoon() throws IOException, InterruptedException {
    for (int waited = 0; waited < ESCAPE_MILLISECONDS; waited += POLL_MILLISECONDS) {
      if (in.available() > 0) {
        return true;
      }
      Thread.sleep(POLL_MILLISECONDS);
    }
    return in.available() > 0;
  }

  private final class Ours implements EscapeKeys.Listener {
    @Override
    public void typed(byte key) {
      switch (turn) {
        case GUEST -> guest.accept(key);
        case MONITOR -> monitor.accept(key);
        case HELP -> goBack();
      }
    }

    @Override
    public void leave() {
      listener.leave();
    }

    @Override
    public void help() {
      turn = Turn.HELP;
      listener.aside(HELP);
    }

    @Override
    public void turn() {
      if (turn == Turn.MONITOR) {
        monitor.end();
        goBack();
      } else {
        turn = Turn.MONITOR;
        listener.aside("");
        monitor.begin();
      }
    }
  }

  private void goBack() {
    turn = Turn.GUEST;
    listener.back();
  }
}
