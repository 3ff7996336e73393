package emu.cli.option;

/** The value of an option was {@code help}: the message lists what could have been given. */
public final class ChoicesRequested extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates a request that {@code choices}, one a line, answers. */
  public ChoicesRequested(String choices) {
    super(choices);
  }
}
