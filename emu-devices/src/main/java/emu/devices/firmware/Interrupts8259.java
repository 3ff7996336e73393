package emu.devices.firmware;

import emu.core.bus.PortBus;

/** The pair of interrupt controllers as a PC's firmware sets it (8259A datasheet). */
final class Interrupts8259 {
  static final int KEYBOARD = 1;
  static final int CLOCK = 8;
  static final int MOUSE = 12;

  private static final int MASTER = 0x20;
  private static final int SLAVE = 0xA0;
  private static final int ICW1_EDGE_CASCADE_ICW4 = 0x11;
  private static final int ICW4_8086 = 0x01;
  private static final int MASTER_VECTORS = 0x08;
  private static final int SLAVE_VECTORS = 0x70;

  /**
   * Timer, keyboard and slave are enabled, and the floppy drives as a PC's firmware leaves them.
   */
  private static final int MASTER_MASK = 0xB8;

  /** Mouse and both IDE channels are enabled; the clock when it is wanted. */
  private static final int SLAVE_MASK = 0x8F;

  private Interrupts8259() {}

  /** Interrupts at vectors 08h and 70h. */
  static void setUp(PortBus ports) {
    initialise(ports, MASTER, MASTER_VECTORS, 1 << 2, MASTER_MASK);
    initialise(ports, SLAVE, SLAVE_VECTORS, 2, SLAVE_MASK);
  }

  private static void initialise(PortBus ports, int port, int vectors, int cascade, int mask) {
    ports.write(port, 1, ICW1_EDGE_CASCADE_ICW4);
    ports.write(port + 1, 1, vectors);
    ports.write(port + 1, 1, cascade);
    ports.write(port + 1, 1, ICW4_8086);
    ports.write(port + 1, 1, mask);
  }

  /** Unmasks {@code irq}, 0 to 15. */
  static void enable(PortBus ports, int irq) {
    int port = irq < 8 ? MASTER + 1 : SLAVE + 1;
    ports.write(port, 1, ports.read(port, 1) & ~(1 << (irq & 7)) & 0xFF);
  }
}
