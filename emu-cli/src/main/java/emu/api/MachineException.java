package emu.api;

/**
 * A machine cannot be made or used as it was asked: the message is one sentence that says what is
 * wrong and what to do.
 */
public class MachineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception that {@code message} alone explains. */
  public MachineException(String message) {
    super(message);
  }

  /** Creates an exception that {@code message} explains and {@code cause} led to. */
  public MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
