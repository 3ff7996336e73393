package emu.devices.decompress;

import java.io.IOException;

/** Data expand to more than they may. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long limit;

  TooLargeException(long limit) {
    super("expands to more than " + limit + " bytes");
    this.limit = limit;
  }

  /** The bytes that would have been allowed. */
  public long limit() {
    return limit;
  }
}
