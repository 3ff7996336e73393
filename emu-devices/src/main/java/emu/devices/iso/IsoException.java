package emu.devices.iso;

/**
 * An image that cannot be used as asked. The message is one sentence for the user: what is wrong
 * and what to do.
 */
public final class IsoException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that says {@code message}. */
  public IsoException(String message) {
    super(message);
  }

  /** Makes one that says {@code message}, found through {@code cause}. */
  public IsoException(String message, Throwable cause) {
    super(message, cause);
  }
}
