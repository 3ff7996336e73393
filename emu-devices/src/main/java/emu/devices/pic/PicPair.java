package emu.devices.pic;

import emu.core.bus.BusDevice;
import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The PC's two 8259A, the second on input 2 of the first, and their edge/level control registers.
 *
 * <p>On a PC: {@link #master} at ports 20h-21h, {@link #slave} at A0h-A1h, {@link
 * #edgeLevelControl} at 4D0h-4D1h.
 */
public final class PicPair implements Hashed, Described {
  private static final int CASCADE_IRQ = 2;

  // PIIX3 datasheet, ELCR1 and ELCR2: timer, keyboard, cascade, clock and coprocessor are always
  // edge-triggered.
  private static final int MASTER_LEVEL_CAPABLE = 0xF8;
  private static final int SLAVE_LEVEL_CAPABLE = 0xDE;

  private final Pic8259 master;
  private final Pic8259 slave;
  private final BusDevice edgeLevelControl = new EdgeLevelControl();

  /**
   * A pair whose first chip drives {@code intr}, the processor's INTR pin (or LINT0, or an I/O APIC
   * input).
   */
  public PicPair(InterruptLine intr) {
    master = new Pic8259(intr, 1 << CASCADE_IRQ);
    slave = new Pic8259(level -> master.setLine(CASCADE_IRQ, level), 0);
  }

  /** Input {@code irq} (0 to 15); input 2 is taken by the cascade and ends nowhere. */
  public InterruptLine input(int irq) {
    if (irq == CASCADE_IRQ) {
      return InterruptLine.UNCONNECTED;
    }
    Pic8259 chip = irq < 8 ? master : slave;
    return level -> chip.setLine(irq & 7, level);
  }

  /** The two registers of the first chip. */
  public BusDevice master() {
    return master;
  }

  /** The two registers of the second chip. */
  public BusDevice slave() {
    return slave;
  }

  /** ELCR1 and ELCR2: a set bit makes its input level-triggered. */
  public BusDevice edgeLevelControl() {
    return edgeLevelControl;
  }

  /**
   * The processor's interrupt acknowledge cycle.
   *
   * @return the vector (0 to 255); that of level 7 of the chip concerned when the request has gone
   *     (spurious interrupt)
   */
  public int acknowledge() {
    int irq = master.acknowledge();
    return irq == CASCADE_IRQ ? slave.vector(slave.acknowledge()) : master.vector(irq);
  }

  @Override
  public String describe() {
    return "8259 master: %s%n8259 slave:  %s%n".formatted(master.describe(), slave.describe());
  }

  /** What input {@code irq} (0 to 15) does now, in a few words. */
  public String describe(int irq) {
    return (irq < 8 ? master : slave).describe(irq & 7);
  }

  @Override
  public void hashInto(StateHash hash) {
    master.hashInto(hash);
    slave.hashInto(hash);
  }

  private final class EdgeLevelControl implements ByteDevice {
    @Override
    public int readByte(int offset) {
      return switch (offset) {
        case 0 -> master.levelTriggered();
        case 1 -> slave.levelTriggered();
        default -> 0xFF;
      };
    }

    @Override
    public void writeByte(int offset, int value) {
      if (offset == 0) {
        master.setLevelTriggered(value & MASTER_LEVEL_CAPABLE);
      } else if (offset == 1) {
        slave.setLevelTriggered(value & SLAVE_LEVEL_CAPABLE);
      }
    }
  }
}
