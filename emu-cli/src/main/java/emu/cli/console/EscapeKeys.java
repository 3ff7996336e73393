package emu.cli.console;

/**
 * Finds our own keys in what the user types. As in QEMU they start with Ctrl-A: Ctrl-A X leaves,
 * Ctrl-A C turns to the monitor and back, Ctrl-A H shows help, Ctrl-A A (or Ctrl-A twice) sends one
 * Ctrl-A to the guest; others are swallowed.
 */
public final class EscapeKeys {
  /** What Ctrl-A H shows. */
  public static final String HELP =
      """
      \r
      Ctrl-A X  leave emu\r
      Ctrl-A C  to the monitor and back\r
      Ctrl-A H  this help\r
      Ctrl-A A  send Ctrl-A to the guest\r
      """;

  private static final int CTRL_A = 1;

  /** Told what the keys mean. */
  public interface Listener {
    /** The byte {@code key} is for the guest, or for the monitor. */
    void typed(byte key);

    /** The user wants to leave. */
    void leave();

    /** The user wants to see the keys. */
    void help();

    /** The user turns from the guest to the monitor, or back. */
    void turn();
  }

  private final Listener listener;
  private boolean afterEscape;

  /** Tells {@code listener} what the keys mean. */
  public EscapeKeys(Listener listener) {
    this.listener = listener;
  }

  /** Takes the next byte from the terminal. */
  public void accept(byte key) {
    if (!afterEscape) {
      afterEscape = key == CTRL_A;
      if (!afterEscape) {
        listener.typed(key);
      }
      return;
    }
    afterEscape = false;
    switch (key) {
      case 'x', 'X' -> listener.leave();
      case 'c', 'C' -> listener.turn();
      case 'h', 'H', '?' -> listener.help();
      case 'a', 'A', CTRL_A -> listener.typed((byte) CTRL_A);
      default -> {}
    }
  }
}
