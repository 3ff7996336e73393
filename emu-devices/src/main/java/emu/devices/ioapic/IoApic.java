package emu.devices.ioapic;

import emu.core.bus.BusDevice;
import emu.core.bus.InterruptLine;
import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.Arrays;

/**
 * The 82093AA I/O APIC: 24 pins, each with an entry that says which interrupt message it sends.
 *
 * <p>Deviation: the lines of this board carry "asserted", not a voltage, so both polarities of an
 * entry accept them, and a guest that guesses a pin's polarity wrongly still gets its interrupts.
 */
public final class IoApic implements BusDevice, Hashed, Described {
  /** Physical address where a PC has its first I/O APIC. */
  public static final long DEFAULT_BASE = 0xFEC0_0000L;

  /** Bytes in the register page. */
  public static final int SIZE = 0x1000;

  /** Number of interrupt pins. */
  public static final int PINS = 24;

  private static final int IOREGSEL = 0x00;
  private static final int IOWIN = 0x10;

  private static final int IOAPICID = 0;
  private static final int IOAPICVER = 1;
  private static final int IOAPICARB = 2;
  private static final int IOREDTBL = 0x10;

  private static final int VERSION = (PINS - 1) << 16 | 0x11;

  private static final long MASKED = 1 << 16;
  private static final long LEVEL = 1 << 15;
  private static final long REMOTE_IRR = 1 << 14;
  private static final long LOGICAL = 1 << 11;
  private static final int EXT_INT = 7;

  /** Vector, delivery and destination mode, polarity, trigger mode, mask (datasheet 3.2.4). */
  private static final long WRITABLE_LOW = 0x1_AFFFL;

  private static final long WRITABLE_HIGH = 0xFF00_0000_0000_0000L;

  private final MessageTarget target;
  private final long[] entries = new long[PINS];
  private final boolean[] asserted = new boolean[PINS];
  private int select;
  private int id;

  /** Makes an I/O APIC with all pins masked, which sends its messages to {@code target}. */
  public IoApic(MessageTarget target) {
    this.target = target;
    reset();
  }

  /** Power-up state; what the pins carry stays. */
  public void reset() {
    Arrays.fill(entries, MASKED);
    select = 0;
    id = 0;
  }

  /** The wire into pin {@code pin} (0 to 23). */
  public InterruptLine pin(int pin) {
    java.util.Objects.checkIndex(pin, PINS);
    return level -> setPin(pin, level);
  }

  private void setPin(int pin, boolean level) {
    boolean rising = level && !asserted[pin];
    asserted[pin] = level;
    if ((entries[pin] & LEVEL) != 0) {
      sendLevel(pin);
    } else if (rising && (entries[pin] & MASKED) == 0) { // an edge on a masked pin is lost (3.2.4)
      send(pin);
    }
  }

  private void sendLevel(int pin) {
    if (asserted[pin] && (entries[pin] & (LEVEL | MASKED | REMOTE_IRR)) == LEVEL) {
      entries[pin] |= REMOTE_IRR;
      send(pin);
    }
  }

  private void send(int pin) {
    long entry = entries[pin];
    int destination = (int) (entry >>> 56);
    int address = 0xFEE0_0000 | destination << 12 | ((entry & LOGICAL) != 0 ? 4 : 0);
    int mode = (int) entry >> 8 & 7;
    boolean level = (entry & LEVEL) != 0 && mode != EXT_INT;
    target.send(address, ((int) entry & 0x7FF) | (level ? 0xC000 : 0));
  }

  /**
   * Takes the broadcast end of interrupt {@code vector}: its level-triggered pins may send again.
   */
  public void endOfInterrupt(int vector) {
    for (int pin = 0; pin < PINS; pin++) {
      if ((entries[pin] & 0xFF) == vector
          && (entries[pin] & (LEVEL | REMOTE_IRR)) == (LEVEL | REMOTE_IRR)) {
        entries[pin] &= ~REMOTE_IRR;
        sendLevel(pin);
      }
    }
  }

  @Override
  public long read(long offset, int size) {
    int register = (int) offset & 0xFF;
    long value =
        (register & ~3) == IOREGSEL ? select : (register & ~3) == IOWIN ? readSelected() : 0;
    return value >>> ((register & 3) * 8) & (-1L >>> (64 - size * 8));
  }

  @Override
  public void write(long offset, int size, long value) {
    int register = (int) offset & 0xFF;
    if (register == IOREGSEL) {
      select = (int) value & 0xFF;
    } else if (register == IOWIN && size >= 4) {
      writeSelected((int) value);
    }
  }

  private long readSelected() {
    int pin = (select - IOREDTBL) >> 1;
    if (select >= IOREDTBL && pin < PINS) {
      return entries[pin] >>> ((select & 1) * 32) & 0xFFFF_FFFFL;
    }
    return switch (select) {
      case IOAPICID, IOAPICARB -> (long) id << 24;
      case IOAPICVER -> VERSION;
      default -> 0;
    };
  }

  private void writeSelected(int value) {
    int pin = (select - IOREDTBL) >> 1;
    if (select == IOAPICID) {
      id = value >> 24 & 0xF;
    } else if (select >= IOREDTBL && pin < PINS) {
      writeEntry(pin, (select & 1) != 0, value);
    }
  }

  private void writeEntry(int pin, boolean high, int value) {
    long wide = high ? (long) value << 32 : Integer.toUnsignedLong(value);
    long writable = high ? WRITABLE_HIGH : WRITABLE_LOW;
    entries[pin] = (entries[pin] & ~writable) | (wide & writable);
    if ((entries[pin] & LEVEL) == 0) {
      entries[pin] &= ~REMOTE_IRR;
    }
    sendLevel(pin);
  }

  /** A line for each pin that is not masked. */
  @Override
  public String describe() {
    StringBuilder text = new StringBuilder("I/O APIC:%n".formatted());
    for (int pin = 0; pin < PINS; pin++) {
      if ((entries[pin] & MASKED) == 0) {
        text.append("  pin %2d %s%n".formatted(pin, describe(pin)));
      }
    }
    return text.toString();
  }

  /** What pin {@code pin} (0 to 23) is set to, in a few words. */
  public String describe(int pin) {
    long entry = entries[pin];
    return (entry & MASKED) != 0
        ? "masked"
        : "vector %02x %s%s to %s %02x"
            .formatted(
                entry & 0xFF,
                (entry & LEVEL) != 0 ? "level" : "edge",
                (entry & REMOTE_IRR) != 0 ? " in service" : "",
                (entry & LOGICAL) != 0 ? "logical" : "physical",
                entry >>> 56);
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(select).add(id).add(entries);
    for (boolean level : asserted) {
      hash.add(level);
    }
  }
}
