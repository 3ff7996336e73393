package emu.devices.pci;

import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.Arrays;

/**
 * One function on the PCI bus: its configuration space (PCI Local Bus Specification 3.0, chapter
 * 6).
 *
 * <p>Every byte has a mask of bits that software may write and a mask of bits that a written 1
 * clears; the rest is read-only. A device extends this, sets up its registers in its constructor
 * and takes part in changes by {@link #configWritten}.
 */
public class PciFunction implements Hashed, Described {
  /** Bytes in a configuration space. */
  public static final int CONFIG_SIZE = 256;

  protected static final int COMMAND = 0x04;
  protected static final int STATUS = 0x06;
  protected static final int HEADER_TYPE = 0x0E;
  protected static final int BAR0 = 0x10;
  protected static final int SUBSYSTEM_VENDOR = 0x2C;
  protected static final int EXPANSION_ROM = 0x30;
  protected static final int INTERRUPT_LINE = 0x3C;
  protected static final int INTERRUPT_PIN = 0x3D;

  protected static final int COMMAND_IO = 1;
  protected static final int COMMAND_MEMORY = 1 << 1;
  protected static final int COMMAND_MASTER = 1 << 2;
  protected static final int HEADER_MULTIFUNCTION = 0x80;

  private static final int BARS = 6;
  private static final int ROM_ENABLE = 1;
  private static final int LEAST_ROM = 4096;
  private static final int LARGEST_ROM = 16 << 20;

  private final byte[] config = new byte[CONFIG_SIZE];
  private final byte[] atReset = new byte[CONFIG_SIZE];
  private final byte[] writable = new byte[CONFIG_SIZE];
  private final byte[] cleared = new byte[CONFIG_SIZE];
  private final PciBar[] bars = new PciBar[BARS];
  private byte[] rom = {};
  private Runnable mappingChanged = () -> {};

  /**
   * Makes a function with the fixed part of its header.
   *
   * @param vendor vendor ID, 16 bits
   * @param device device ID, 16 bits
   * @param classCode base class, subclass and programming interface, 24 bits
   * @param revision revision ID, 8 bits
   */
  protected PciFunction(int vendor, int device, int classCode, int revision) {
    define(0x00, 2, vendor, 0);
    define(0x02, 2, device, 0);
    define(0x08, 4, classCode << 8 | revision, 0);
    define(COMMAND, 2, 0, COMMAND_IO | COMMAND_MEMORY | COMMAND_MASTER | 1 << 8 | 1 << 10);
    define(INTERRUPT_LINE, 1, 0, 0xFF);
  }

  /**
   * Sets the value at reset of the {@code size}-byte register at {@code offset}, and which of its
   * bits can be written.
   */
  protected final void define(int offset, int size, int value, int writableBits) {
    for (int i = 0; i < size; i++) {
      config[offset + i] = (byte) (value >> (i * 8));
      atReset[offset + i] = config[offset + i];
      writable[offset + i] = (byte) (writableBits >> (i * 8));
    }
  }

  /**
   * Says which bits of the {@code size}-byte register at {@code offset} are cleared by writing a 1.
   */
  protected final void defineClearedByOne(int offset, int size, int bits) {
    for (int i = 0; i < size; i++) {
      cleared[offset + i] = (byte) (bits >> (i * 8));
    }
  }

  /** Gives base address register {@code index} (0 to 5) to {@code bar}. */
  protected final void defineBar(int index, PciBar bar) {
    bars[index] = bar;
    define(
        BAR0 + index * 4,
        4,
        bar.typeBits(),
        (-bar.size() & ~0xF) | (bar.isPort() ? -bar.size() & 0xC : 0));
  }

  /**
   * Gives the function an expansion ROM with {@code image} in it (PCI Local Bus Specification 3.0,
   * 6.3).
   *
   * @throws IllegalArgumentException if it is larger than 16 MiB
   */
  protected final void defineRom(byte[] image) {
    if (image.length > LARGEST_ROM) {
      throw new IllegalArgumentException("an expansion ROM has at most 16 MiB");
    }
    int size = Math.max(LEAST_ROM, Integer.highestOneBit(Math.max(1, image.length - 1)) << 1);
    rom = Arrays.copyOf(image, size);
    define(EXPANSION_ROM, 4, 0, -size | ROM_ENABLE);
  }

  /** Connects the function to {@code pin} (1 is INTA#, 4 is INTD#). */
  protected final void defineInterruptPin(int pin) {
    define(INTERRUPT_PIN, 1, pin, 0);
  }

  /** Power-up state of the configuration space. A device that has more state extends this. */
  public void reset() {
    System.arraycopy(atReset, 0, config, 0, CONFIG_SIZE);
    mappingChanged.run();
  }

  /**
   * Reads {@code size} bytes (1 to 4) at {@code offset}; what lies beyond the space reads as ones.
   */
  public final int readConfig(int offset, int size) {
    int value = 0;
    for (int i = 0; i < size; i++) {
      int at = offset + i;
      value |= (at < CONFIG_SIZE ? config[at] & 0xFF : 0xFF) << (i * 8);
    }
    return value;
  }

  /** Writes {@code size} bytes (1 to 4) at {@code offset}, as software does. */
  public final void writeConfig(int offset, int size, int value) {
    for (int i = 0; i < size && offset + i < CONFIG_SIZE; i++) {
      int at = offset + i;
      int written = value >> (i * 8);
      config[at] =
          (byte)
              (((config[at] & ~writable[at]) | (written & writable[at]))
                  & ~(written & cleared[at]));
    }
    if (offset < EXPANSION_ROM + 4) {
      mappingChanged.run();
    }
    configWritten(offset, size);
  }

  /** Sets a register from the device's side, whatever software may write. */
  protected final void setConfig(int offset, int size, int value) {
    for (int i = 0; i < size; i++) {
      config[offset + i] = (byte) (value >> (i * 8));
    }
  }

  /** Called after software wrote {@code size} bytes at {@code offset}. */
  protected void configWritten(int offset, int size) {}

  /** Base address register {@code index} (0 to 5), or null. */
  final PciBar bar(int index) {
    return bars[index];
  }

  /** What is in its expansion ROM, a power of two of bytes; empty if it has none. */
  final byte[] rom() {
    return rom;
  }

  /** Address that software gave to the expansion ROM; -1 while it is not decoded. */
  final long romAddress() {
    int register = readConfig(EXPANSION_ROM, 4);
    boolean decoded =
        (register & ROM_ENABLE) != 0 && (readConfig(COMMAND, 2) & COMMAND_MEMORY) != 0;
    return decoded ? Integer.toUnsignedLong(register & ~(LEAST_ROM - 1)) : -1;
  }

  /** Address that software gave to BAR {@code index}, without its type bits. */
  final long barAddress(int index) {
    int low = readConfig(BAR0 + index * 4, 4);
    return Integer.toUnsignedLong(bars[index].isPort() ? low & ~3 : low & ~0xF);
  }

  final boolean decodes(PciBar bar) {
    return (readConfig(COMMAND, 2) & (bar.isPort() ? COMMAND_IO : COMMAND_MEMORY)) != 0;
  }

  final void onMappingChanged(Runnable listener) {
    mappingChanged = listener;
  }

  /** Its identity, then a line for its interrupt and for each base address register. */
  @Override
  public String describe() {
    StringBuilder text =
        new StringBuilder(
            "%04x:%04x class %06x%n"
                .formatted(readConfig(0, 2), readConfig(2, 2), readConfig(0x08, 4) >>> 8));
    int pin = readConfig(INTERRUPT_PIN, 1);
    if (pin > 0) {
      text.append("  pin INT%c, IRQ %d%n".formatted('A' + pin - 1, readConfig(INTERRUPT_LINE, 1)));
    }
    for (int i = 0; i < BARS; i++) {
      if (bars[i] != null) {
        text.append(
            "  BAR%d: %s %08x-%08x%s%n"
                .formatted(
                    i,
                    bars[i].isPort() ? "ports " : "memory",
                    barAddress(i),
                    barAddress(i) + bars[i].size() - 1,
                    decodes(bars[i]) ? "" : " (off)"));
      }
    }
    return text.toString();
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(config);
  }
}
