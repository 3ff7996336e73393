package emu.devices.firmware;

import emu.core.bus.PortBus;

/** The Bochs display interface: an index at port 1CEh, data at 1CFh. */
final class Dispi {
  private static final int INDEX = 0x1CE;
  private static final int DATA = 0x1CF;

  private static final int ID = 0;
  private static final int X_RESOLUTION = 1;
  private static final int Y_RESOLUTION = 2;
  private static final int BITS = 3;
  private static final int ENABLE = 4;
  private static final int BANK = 5;
  private static final int VIRTUAL_WIDTH = 6;
  private static final int X_OFFSET = 8;
  private static final int Y_OFFSET = 9;
  private static final int MEMORY_64K = 10;

  /** Registers that make up a state: from X resolution to Y offset. */
  static final int REGISTERS = Y_OFFSET;

  private static final int ID_MASK = 0xFFF0;
  private static final int ID_VALUE = 0xB0C0;
  private static final int ENABLED = 0x01;
  private static final int EIGHT_BIT_DAC = 0x20;
  private static final int LINEAR = 0x40;
  private static final int KEEP_MEMORY = 0x80;

  private static final int DISPLAY_CLASS = 0x0300;
  private static final int BAR0 = 0x10;
  private static final int BAR2 = 0x18;

  private final PortBus ports;
  private final PciSpace pci;

  Dispi(PortBus ports) {
    this.ports = ports;
    this.pci = new PciSpace(ports);
  }

  private int read(int index) {
    ports.write(INDEX, 2, index);
    return ports.read(DATA, 2) & 0xFFFF;
  }

  private void write(int index, int value) {
    ports.write(INDEX, 2, index);
    ports.write(DATA, 2, value & 0xFFFF);
  }

  boolean isPresent() {
    return (read(ID) & ID_MASK) == ID_VALUE;
  }

  private long bar(int register) {
    int function = pci.find(DISPLAY_CLASS);
    return function < 0 ? 0 : Integer.toUnsignedLong(pci.read(function, register, 4) & ~0xF);
  }

  /** Physical address of the linear framebuffer, 0 if there is none. */
  long frameBuffer() {
    return bar(BAR0);
  }

  /**
   * Physical address of the registers in memory, at whose start the EDID is; 0 if there are none.
   */
  long registers() {
    return bar(BAR2);
  }

  /** Bytes of display memory. */
  long memoryBytes() {
    return (long) read(MEMORY_64K) << 16;
  }

  /** Leaves the VGA to its own registers. */
  void disable() {
    if (isPresent()) {
      write(ENABLE, 0);
    }
  }

  /** Shows {@code mode}. */
  void enable(VbeMode mode, boolean linear, boolean keepMemory) {
    write(ENABLE, 0);
    write(BITS, mode.bits());
    write(X_RESOLUTION, mode.width());
    write(Y_RESOLUTION, mode.height());
    write(BANK, 0);
    write(ENABLE, ENABLED | (linear ? LINEAR : 0) | (keepMemory ? KEEP_MEMORY : 0));
  }

  /** Bytes in a row, with what is not shown. */
  int stride() {
    return read(VIRTUAL_WIDTH) * Math.max(1, (read(BITS) + 7) / 8);
  }

  /** Pixels in a row, with what is not shown. */
  int virtualWidth() {
    return read(VIRTUAL_WIDTH);
  }

  void setVirtualWidth(int pixels) {
    write(VIRTUAL_WIDTH, pixels);
  }

  int height() {
    return read(Y_RESOLUTION);
  }

  int bank() {
    return read(BANK) & 0x0FFF;
  }

  void setBank(int bank) {
    write(BANK, bank);
  }

  int xOffset() {
    return read(X_OFFSET);
  }

  int yOffset() {
    return read(Y_OFFSET);
  }

  void setOffset(int x, int y) {
    write(X_OFFSET, x);
    write(Y_OFFSET, y);
  }

  boolean hasEightBitDac() {
    return (read(ENABLE) & EIGHT_BIT_DAC) != 0;
  }

  void setEightBitDac(boolean eight) {
    int enable = read(ENABLE) & ~EIGHT_BIT_DAC | KEEP_MEMORY;
    write(ENABLE, eight ? enable | EIGHT_BIT_DAC : enable);
  }

  /** All registers, the first of them ENABLE. */
  int[] save() {
    int[] values = new int[REGISTERS];
    values[0] = read(ENABLE);
    for (int i = 1, index = X_RESOLUTION; i < REGISTERS; index++) {
      if (index != ENABLE) {
        values[i++] = read(index);
      }
    }
    return values;
  }

  /** Sets what {@link #save} returned. */
  void restore(int[] values) {
    write(ENABLE, 0);
    write(X_RESOLUTION, values[1]);
    write(Y_RESOLUTION, values[2]);
    write(BITS, values[3]);
    write(ENABLE, values[0] | KEEP_MEMORY);
    for (int i = 4, index = BANK; i < REGISTERS; i++, index++) {
      write(index, values[i]);
    }
  }
}
