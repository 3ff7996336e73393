package emu.core.memory;

/** Told of changes of memory from which code was decoded, so that the code can be thrown away. */
@FunctionalInterface
public interface CodeWatch {

  /**
   * {@code length} bytes (at most to the end of the page) at physical address {@code address} are
   * about to change.
   */
  void codeWritten(long address, int length);

  /**
   * Other memory than before answers from {@code start}, a multiple of the page size, up to {@code
   * end}.
   */
  default void mappingChanged(long start, long end) {}
}
