package emu.devices.storage;

/**
 * An image that cannot be put into a drive as asked. The message is one sentence for the user: what
 * is wrong and what to do.
 */
public final class ImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that says {@code message}. */
  public ImageException(String message) {
    super(message);
  }

  /** Makes one that says {@code message}, found through {@code cause}. */
  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
