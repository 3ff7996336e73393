package emu.core.bus;

/**
 * A channel of a DMA controller, as the device on it sees it: the controller knows where in memory
 * and how much.
 */
public interface DmaChannel {

  /**
   * Moves up to {@code length} bytes from index {@code from} of {@code source} to memory.
   *
   * @return how many were moved: fewer at the end of the count, none if the channel is masked
   */
  int toMemory(byte[] source, int from, int length);

  /**
   * Moves up to {@code length} bytes from memory to index {@code from} of {@code target}.
   *
   * @return how many were moved
   */
  int fromMemory(byte[] target, int from, int length);

  /** Whether the last transfer ended with terminal count. */
  boolean reachedTerminalCount();
}
