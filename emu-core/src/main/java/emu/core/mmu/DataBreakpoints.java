package emu.core.mmu;

/** Told of every load and store while data breakpoints are armed. */
@FunctionalInterface
public interface DataBreakpoints {

  /** No breakpoints. */
  DataBreakpoints NONE = (linear, size, write) -> {};

  /** {@code size} bytes at {@code linear} were read or written. */
  void accessed(long linear, int size, boolean write);
}
