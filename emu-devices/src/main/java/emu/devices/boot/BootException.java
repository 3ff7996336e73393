package emu.devices.boot;

/**
 * A kernel or initrd that cannot be booted as asked. The message is one sentence for the user: what
 * is wrong and what to do.
 */
public final class BootException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that says {@code message}. */
  public BootException(String message) {
    super(message);
  }

  /** Makes one that says {@code message}, found through {@code cause}. */
  public BootException(String message, Throwable cause) {
    super(message, cause);
  }
}
