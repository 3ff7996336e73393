package emu.devices.board;

import emu.core.bus.PortBus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the functions on the PCI bus their addresses and interrupts, as firmware does: by reading
 * and writing their configuration spaces (PCI Local Bus Specification 3.0, 6.2.5).
 *
 * <p>Memory is given out from the I/O APIC downwards, the smallest range first, ports upwards.
 */
final class PciSetup {
  /** The interrupts that the bridge steers PCI's four wires to. */
  static final int[] IRQS = {10, 10, 11, 11};

  private static final int ADDRESS_PORT = 0xCF8;
  private static final int DATA_PORT = 0xCFC;
  private static final int ENABLE = 1 << 31;

  private static final int VENDOR = 0x00;
  private static final int COMMAND = 0x04;
  private static final int CLASS = 0x08;
  private static final int HEADER_TYPE = 0x0E;
  private static final int BAR0 = 0x10;
  private static final int BARS = 6;
  private static final int EXPANSION_ROM = 0x30;
  private static final int INTERRUPT_LINE = 0x3C;
  private static final int INTERRUPT_PIN = 0x3D;

  private static final int COMMAND_IO = 1;
  private static final int COMMAND_MEMORY = 2;
  private static final int COMMAND_MASTER = 4;

  private static final int CLASS_IDE = 0x0101;
  private static final int IDE_TIMING = 0x40;
  private static final int IDE_DECODE = 0x8000;

  private static final int FIRST_PORT = 0xC000;
  private static final long MEMORY_END = 0xFEC0_0000L;

  private final PortBus ports;
  private final List<Range> ranges = new ArrayList<>();

  /** A register that asks for {@code size} bytes of addresses. */
  private record Range(int function, int register, boolean isPort, long size) {}

  private PciSetup(PortBus ports) {
    this.ports = ports;
  }

  /** Sets up all functions of bus 0. */
  static void run(PortBus ports) {
    PciSetup setup = new PciSetup(ports);
    setup.findFunctions();
    setup.assign();
  }

  private void findFunctions() {
    for (int device = 0; device < 32; device++) {
      boolean several = (read(device << 3, HEADER_TYPE, 1) & 0x80) != 0;
      for (int function = device << 3; function < (device << 3) + (several ? 8 : 1); function++) {
        if (read(function, VENDOR, 2) != 0xFFFF) {
          prepare(function);
        }
      }
    }
  }

  private void prepare(int function) {
    int before = ranges.size();
    for (int i = 0; i < BARS; i++) {
      measure(function, BAR0 + i * 4, 0xF);
    }
    measure(function, EXPANSION_ROM, 0x7FF);
    int pin = read(function, INTERRUPT_PIN, 1);
    if (pin != 0 && ranges.size() > before) {
      write(function, INTERRUPT_LINE, 1, IRQS[(function >> 3) + pin - 2 & 3]);
    }
    if (read(function, CLASS, 4) >>> 16 == CLASS_IDE) {
      write(function, IDE_TIMING, 2, IDE_DECODE);
      write(function, IDE_TIMING + 2, 2, IDE_DECODE);
      write(function, COMMAND, 2, COMMAND_IO | COMMAND_MASTER);
    }
  }

  /** Finds out what a register asks for by writing ones. */
  private void measure(int function, int register, int typeBits) {
    int before = read(function, register, 4);
    write(function, register, 4, -1 & ~1);
    int mask = read(function, register, 4);
    write(function, register, 4, before);
    if (mask == 0) {
      return;
    }
    boolean isPort = register != EXPANSION_ROM && (before & 1) != 0;
    int size = -(mask & (isPort ? ~3 : ~typeBits));
    ranges.add(new Range(function, register, isPort, size));
  }

  private void assign() {
    ranges.sort(Comparator.comparingLong(Range::size));
    long memory = MEMORY_END;
    int port = FIRST_PORT;
    for (Range range : ranges) {
      int use;
      if (range.isPort) {
        port = port + (int) range.size - 1 & -(int) range.size;
        write(range.function, range.register, 4, port);
        port += (int) range.size;
        use = COMMAND_IO;
      } else {
        memory = memory - range.size & -range.size;
        write(range.function, range.register, 4, (int) memory);
        use = COMMAND_MEMORY;
      }
      int command = read(range.function, COMMAND, 2);
      write(range.function, COMMAND, 2, command | use);
    }
  }

  private void select(int function, int register) {
    ports.write(ADDRESS_PORT, 4, ENABLE | function << 8 | register & ~3);
  }

  private int read(int function, int register, int size) {
    select(function, register);
    return ports.read(DATA_PORT + (register & 3), size);
  }

  private void write(int function, int register, int size, int value) {
    select(function, register);
    ports.write(DATA_PORT + (register & 3), size, value);
  }
}
