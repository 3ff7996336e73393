package emu.core.bus;

/**
 * A block of registers that the processor reaches through ports or through memory.
 *
 * <p>A device does not know its address: {@code offset} counts bytes from where the board mapped
 * it. Offsets, sizes and values come from the guest and are hostile; no implementation may throw
 * for any of them.
 */
public interface BusDevice {

  /**
   * Reads {@code size} bytes (1, 2, 4 or 8) at {@code offset}, zero-extended. Bits that no register
   * drives read as ones.
   */
  long read(long offset, int size);

  /** What people call {@code device}: the name of its class, of the outermost if it is nested. */
  static String nameOf(BusDevice device) {
    String name = device.getClass().getName();
    int nested = name.indexOf('$');
    return name.substring(name.lastIndexOf('.') + 1, nested < 0 ? name.length() : nested);
  }

  /** Writes the low {@code size} bytes (1, 2, 4 or 8) of {@code value} at {@code offset}. */
  void write(long offset, int size, long value);

  /**
   * Reads {@code size} bytes (1, 2 or 4) at {@code offset} again and again, into the first {@code
   * length} bytes of {@code target}, a multiple of {@code size}. A device whose data comes through
   * one register may do so at once.
   */
  default void readRepeatedly(long offset, int size, byte[] target, int length) {
    for (int at = 0; at < length; at += size) {
      long value = read(offset, size);
      for (int i = 0; i < size; i++) {
        target[at + i] = (byte) (value >>> (8 * i));
      }
    }
  }
}
