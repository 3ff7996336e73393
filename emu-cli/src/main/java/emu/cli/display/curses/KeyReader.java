package emu.cli.display.curses;

import emu.cli.display.KeyboardLayout;
import emu.devices.keyboard.Key;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads what the user types into a terminal, and finds our own keys, which start with Ctrl-A. */
final class KeyReader implements Runnable {
  static final String HELP =
      """

      Ctrl-A X  leave emu
      Ctrl-A H  this help
      Ctrl-A A  send Ctrl-A to the guest
      Ctrl-A L  draw the screen again

      Any key goes back to the guest.
      """;

  private static final int CTRL_A = 1;

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

  private final InputStream in;
  private final Listener listener;
  private final TerminalKeys guest;
  private boolean afterEscape;
  private boolean inHelp;

  KeyReader(InputStream in, KeyboardLayout layout, Listener listener) {
    this.in = in;
    this.listener = listener;
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
        accept((byte) next);
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

  private void accept(byte key) {
    if (inHelp) {
      inHelp = false;
      listener.back();
    } else if (afterEscape) {
      afterEscape = false;
      ours(key);
    } else if (key == CTRL_A) {
      afterEscape = true;
    } else {
      guest.accept(key);
    }
  }

  private void ours(byte key) {
    switch (key) {
      case 'x', 'X' -> listener.leave();
      case 'l', 'L' -> listener.back();
      case 'h', 'H', '?' -> {
        inHelp = true;
        listener.aside(HELP);
      }
      case 'a', 'A', CTRL_A -> guest.accept((byte) CTRL_A);
      default -> {}
    }
  }
}
