package emu.cli.option;

/** The value of an option cannot be used; the message says why and what to give instead. */
public final class ChoiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception that {@code message} alone explains. */
  public ChoiceException(String message) {
    super(message);
  }
}
