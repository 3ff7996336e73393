package emu.cli.error;

/** Something the user gave is wrong: the message is one sentence that says what and what to do. */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception that {@code message} alone explains. */
  public UserException(String message) {
    super(message);
  }

  /** Creates an exception that {@code message} explains and {@code cause} led to. */
  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
