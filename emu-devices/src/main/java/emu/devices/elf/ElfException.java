package emu.devices.elf;

/**
 * A file that is not what its headers say, or not of the kind that was asked for. The message is
 * one sentence for the user.
 */
public final class ElfException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that says {@code message}. */
  public ElfException(String message) {
    super(message);
  }

  /** Makes one that says {@code message}, found through {@code cause}. */
  public ElfException(String message, Throwable cause) {
    super(message, cause);
  }
}
