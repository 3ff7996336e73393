package emu.core.memory;

/** Told of writes to pages from which code was decoded, so that the code can be thrown away. */
public interface CodeWatch {

  /**
   * {@code length} bytes (at most to the end of the page) at physical address {@code address} are
   * about to change.
   */
  void codeWritten(long address, int length);
}
