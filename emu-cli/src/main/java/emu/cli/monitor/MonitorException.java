package emu.cli.monitor;

/** A command cannot be done; the message says why and what to do, to the one who gave it. */
final class MonitorException extends Exception {
  private static final long serialVersionUID = 1;

  MonitorException(String message) {
    super(message);
  }
}
