package emu.core.trace;

import java.io.IOException;

/** A file is no trace, or a damaged one; the message goes on behind the name of the file. */
public final class TraceFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  TraceFormatException(String message) {
    super(message);
  }
}
