package emu.api;

/** A run ended before what it waited for came. */
public final class NotReachedException extends MachineException {
  private static final long serialVersionUID = 1;

  private final transient RunResult result;

  NotReachedException(String message, RunResult result) {
    super(message);
    this.result = result;
  }

  /** How the run ended. */
  public RunResult result() {
    return result;
  }
}
