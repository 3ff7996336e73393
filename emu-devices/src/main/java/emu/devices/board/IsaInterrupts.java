package emu.devices.board;

import emu.core.bus.InterruptLine;
import emu.devices.ioapic.IoApic;
import emu.devices.pic.PicPair;

/**
 * The 16 ISA interrupts: each goes to the 8259 pair and to the I/O APIC, and may have several
 * sources.
 */
final class IsaInterrupts {
  static final int COUNT = 16;
  static final int TIMER = 0;
  static final int KEYBOARD = 1;
  static final int COM2 = 3;
  static final int COM1 = 4;
  static final int FLOPPY = 6;
  static final int RTC = 8;
  static final int SCI = 9;
  static final int MOUSE = 12;
  static final int COPROCESSOR = 13;
  static final int IDE_PRIMARY = 14;
  static final int IDE_SECONDARY = 15;

  /** The timer's pin of the I/O APIC; pin 0 is left for the 8259 pair, as the MADT says. */
  private static final int TIMER_PIN = 2;

  private static final int CASCADE = 2;

  private final SharedLine[] lines = new SharedLine[COUNT];

  IsaInterrupts(PicPair pic, IoApic ioApic) {
    for (int irq = 0; irq < COUNT; irq++) {
      lines[irq] =
          new SharedLine(irq == CASCADE ? InterruptLine.UNCONNECTED : both(pic, ioApic, irq));
    }
  }

  private static InterruptLine both(PicPair pic, IoApic ioApic, int irq) {
    InterruptLine first = pic.input(irq);
    InterruptLine second = ioApic.pin(pin(irq));
    return level -> {
      first.set(level);
      second.set(level);
    };
  }

  /** Whether any source of {@code irq} asks. */
  boolean isHigh(int irq) {
    return lines[irq].isHigh();
  }

  /** The pin of the I/O APIC that {@code irq} leads to. */
  static int pin(int irq) {
    return irq == TIMER ? TIMER_PIN : irq;
  }

  /** One more source of {@code irq}. */
  InterruptLine source(int irq) {
    return lines[irq].input();
  }

  /** One more source of each. */
  InterruptLine[] sources() {
    InterruptLine[] result = new InterruptLine[COUNT];
    for (int irq = 0; irq < COUNT; irq++) {
      result[irq] = source(irq);
    }
    return result;
  }
}
