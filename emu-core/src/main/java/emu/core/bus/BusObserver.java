package emu.core.bus;

/** Is told of accesses to registers of devices. It changes nothing. */
@FunctionalInterface
public interface BusObserver {

  /** Where the registers lie. */
  enum Space {
    PORT,
    MEMORY
  }

  /**
   * An access that was made.
   *
   * @param address port, or physical address
   * @param size bytes: 1, 2, 4 or 8; of a repeated read of one port all that were read
   * @param value what was read or written, zero-extended; of a repeated read the first bytes
   * @param device what answered; null if nothing did
   */
  void accessed(Space space, boolean write, long address, int size, long value, BusDevice device);
}
