package emu.devices.pic;

import emu.core.bus.ByteDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * One 8259A (8259A datasheet, 231468-003), in 8086 mode, with the edge/level register of the PIIX3
 * in place of ICW1's LTIM bit.
 *
 * <p>Two registers: offset 0 (A0 low) and offset 1 (A0 high).
 */
final class Pic8259 implements ByteDevice, Hashed, Described {
  /** A request that vanished before its acknowledge cycle is answered as this level. */
  static final int SPURIOUS = 7;

  private static final int NONE = -1;
  private static final int COMMAND = 0;
  private static final int DATA = 1;

  private static final int ICW1 = 0x10;
  private static final int ICW1_IC4 = 0x01;
  private static final int ICW1_SNGL = 0x02;
  private static final int ICW4_AEOI = 0x02;
  private static final int ICW4_SFNM = 0x10;
  private static final int OCW3 = 0x08;
  private static final int OCW3_RIS = 0x01;
  private static final int OCW3_RR = 0x02;
  private static final int OCW3_POLL = 0x04;
  private static final int OCW3_SMM = 0x20;
  private static final int OCW3_ESMM = 0x40;
  private static final int POLL_REQUEST = 0x80;

  /** What the next write to offset 1 is. */
  private enum Expect {
    ICW2,
    ICW3,
    ICW4,
    OCW1
  }

  private final InterruptLine output;
  private final int cascade;

  private int lines;
  private int edges;
  private int levelTriggered;
  private int imr = 0xFF;
  private int isr;
  private int vectorBase;
  private int icw1;
  private int icw3;
  private int icw4;
  private int lowest = 7;
  private boolean rotateOnAutoEoi;
  private boolean specialMask;
  private boolean readIsr;
  private boolean poll;
  private Expect expect = Expect.OCW1;

  /**
   * A chip that drives {@code output} (its INT pin).
   *
   * @param cascade mask of the inputs that are driven by another 8259A
   */
  Pic8259(InterruptLine output, int cascade) {
    this.output = output;
    this.cascade = cascade;
  }

  /** Drives input {@code irq} (0 to 7). */
  void setLine(int irq, boolean level) {
    int bit = 1 << irq;
    if (level) {
      edges |= bit & ~lines;
      lines |= bit;
    } else {
      // The edge latch counts only while the input stays high (datasheet, "Edge and level triggered
      // modes").
      edges &= ~bit;
      lines &= ~bit;
    }
    update();
  }

  int levelTriggered() {
    return levelTriggered;
  }

  /** Sets which inputs (a bit each) are level-triggered (PIIX3 datasheet, ELCR1 and ELCR2). */
  void setLevelTriggered(int mask) {
    levelTriggered = mask;
    update();
  }

  /**
   * The acknowledge cycle: the level (0 to 7) that is now in service, {@link #SPURIOUS} without
   * service if none asks.
   */
  int acknowledge() {
    int irq = pending();
    if (irq == NONE) {
      return SPURIOUS;
    }
    service(irq);
    return irq;
  }

  /** The vector (0 to 255) of {@code irq}. */
  int vector(int irq) {
    return vectorBase | irq;
  }

  @Override
  public int readByte(int offset) {
    if (poll && offset <= DATA) {
      poll = false;
      int irq = pending();
      if (irq == NONE) {
        return 0;
      }
      service(irq);
      return POLL_REQUEST | irq;
    }
    return switch (offset) {
      case COMMAND -> readIsr ? isr : requests();
      case DATA -> imr;
      default -> 0xFF;
    };
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset == DATA) {
      writeData(value);
    } else if (offset == COMMAND) {
      if ((value & ICW1) != 0) {
        initialize(value);
      } else if ((value & OCW3) != 0) {
        writeOcw3(value);
      } else {
        writeOcw2(value >> 5, value & 7);
      }
    }
    update();
  }

  private void initialize(int value) {
    icw1 = value;
    if ((value & ICW1_IC4) == 0) {
      icw4 = 0;
    }
    edges = 0;
    imr = 0;
    isr = 0;
    lowest = 7;
    rotateOnAutoEoi = false;
    specialMask = false;
    readIsr = false;
    poll = false;
    expect = Expect.ICW2;
  }

  private void writeData(int value) {
    switch (expect) {
      case ICW2 -> {
        vectorBase = value & 0xF8;
        expect = (icw1 & ICW1_SNGL) == 0 ? Expect.ICW3 : afterIcw3();
      }
      case ICW3 -> {
        // The wiring is fixed; the value is kept only because software could tell two machines
        // apart by it.
        icw3 = value;
        expect = afterIcw3();
      }
      case ICW4 -> {
        icw4 = value;
        expect = Expect.OCW1;
      }
      case OCW1 -> imr = value;
    }
  }

  private Expect afterIcw3() {
    return (icw1 & ICW1_IC4) != 0 ? Expect.ICW4 : Expect.OCW1;
  }

  /** OCW2: {@code command} is R, SL, EOI. */
  private void writeOcw2(int command, int level) {
    switch (command) {
      case 0 -> rotateOnAutoEoi = false;
      case 1 -> endOfInterrupt(highestInService());
      case 3 -> endOfInterrupt(level);
      case 4 -> rotateOnAutoEoi = true;
      case 5 -> {
        int irq = highestInService();
        endOfInterrupt(irq);
        lowest = irq == NONE ? lowest : irq;
      }
      case 6 -> lowest = level;
      case 7 -> {
        endOfInterrupt(level);
        lowest = level;
      }
      default -> {} // 2: no operation
    }
  }

  private void writeOcw3(int value) {
    if ((value & OCW3_ESMM) != 0) {
      specialMask = (value & OCW3_SMM) != 0;
    }
    if ((value & OCW3_POLL) != 0) {
      poll = true;
    } else if ((value & OCW3_RR) != 0) {
      readIsr = (value & OCW3_RIS) != 0;
    }
  }

  private void endOfInterrupt(int irq) {
    if (irq != NONE) {
      isr &= ~(1 << irq);
    }
  }

  /** In special mask mode a non-specific EOI leaves masked levels in service. */
  private int highestInService() {
    return highest(specialMask ? isr & ~imr : isr);
  }

  private int requests() {
    return lines & (levelTriggered | edges);
  }

  /** The unmasked request that outranks everything in service, or {@link #NONE}. */
  private int pending() {
    if (expect != Expect.OCW1) {
      return NONE;
    }
    int irq = highest(requests() & ~imr);
    if (irq == NONE) {
      return NONE;
    }
    int blocking = specialMask ? isr & ~imr : isr;
    if ((icw4 & ICW4_SFNM) != 0) {
      // Special fully nested mode: a cascaded chip in service may ask again for its higher levels.
      blocking &= ~cascade;
    }
    int serviced = highest(blocking);
    return serviced == NONE || rank(irq) < rank(serviced) ? irq : NONE;
  }

  private void service(int irq) {
    edges &= ~(1 << irq);
    if ((icw4 & ICW4_AEOI) == 0) {
      isr |= 1 << irq;
    } else if (rotateOnAutoEoi) {
      lowest = irq;
    }
    // INT falls during the acknowledge; a request left over is a new edge for the chip above.
    output.set(false);
    update();
  }

  /** The level of highest priority in {@code mask}, or {@link #NONE}. */
  private int highest(int mask) {
    if (mask == 0) {
      return NONE;
    }
    int first = (lowest + 1) & 7;
    int rotated = ((mask >> first) | (mask << (8 - first))) & 0xFF;
    return (first + Integer.numberOfTrailingZeros(rotated)) & 7;
  }

  /** 0 for the level of highest priority to 7 for the lowest. */
  private int rank(int irq) {
    return (irq - lowest - 1) & 7;
  }

  private void update() {
    output.set(pending() != NONE);
  }

  @Override
  public String describe() {
    return "irr=%02x imr=%02x isr=%02x vectors from %02x, level-triggered=%02x"
        .formatted(requests(), imr, isr, vectorBase, levelTriggered);
  }

  /** What input {@code irq} (0 to 7) does now, in a few words. */
  String describe(int irq) {
    int bit = 1 << irq;
    return ((levelTriggered & bit) != 0 ? "level" : "edge ")
        + ((imr & bit) != 0 ? " masked " : " enabled")
        + ((requests() & bit) != 0 ? " requested" : "")
        + ((isr & bit) != 0 ? " in service" : "");
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(lines).add(edges).add(levelTriggered).add(imr).add(isr).add(vectorBase);
    hash.add(icw1).add(icw3).add(icw4).add(lowest).add(rotateOnAutoEoi);
    hash.add(specialMask).add(readIsr).add(poll).add(expect.ordinal());
  }
}
