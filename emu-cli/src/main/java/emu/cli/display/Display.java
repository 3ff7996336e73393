package emu.cli.display;

/**
 * A way to see a machine's screen and to use its keyboard and mouse. It works on threads of its
 * own; a machine may have several.
 */
public interface Display extends AutoCloseable {

  /**
   * Begins to show {@code seat} and returns. Called once, before the machine runs, so that what is
   * wrong with the display is said before the guest starts.
   *
   * @throws emu.cli.error.UserException if it cannot be shown
   */
  void start(Seat seat);

  /**
   * Ends, and leaves the host as it was before the start. Any thread may call it, more than once,
   * and also if it was never started.
   */
  @Override
  void close();
}
