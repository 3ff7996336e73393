package emu.core.bus;

/**
 * A device with an 8-bit data bus, as every old ISA device has.
 *
 * <p>A wider access reaches consecutive registers, the lowest first, as the byte steering of an ISA
 * bus does.
 */
public interface ByteDevice extends BusDevice {

  /**
   * Reads the register at {@code offset}; the low 8 bits of the result count. Offsets past the
   * device's last register occur, when a wide access starts at the last one: they read as all ones.
   */
  int readByte(int offset);

  /**
   * Writes {@code value} (0 to 255) to the register at {@code offset}; offsets past the last
   * register are ignored.
   */
  void writeByte(int offset, int value);

  @Override
  default long read(long offset, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (readByte((int) offset + i) & 0xFFL) << (8 * i);
    }
    return value;
  }

  @Override
  default void write(long offset, int size, long value) {
    for (int i = 0; i < size; i++) {
      writeByte((int) offset + i, (int) (value >>> (8 * i)) & 0xFF);
    }
  }
}
