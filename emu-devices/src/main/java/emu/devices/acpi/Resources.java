package emu.devices.acpi;

import static emu.devices.acpi.Aml.bytes;
import static emu.devices.acpi.Aml.join;
import static emu.devices.acpi.Aml.little;

/** Resource descriptors (ACPI 6.5, 6.4), to be put into a {@link #template}. */
final class Resources {
  /** Offset of the first interrupt number in an extended interrupt descriptor. */
  static final int INTERRUPT_NUMBER_OFFSET = 5;

  private static final int MEMORY_RANGE = 0;
  private static final int IO_RANGE = 1;
  private static final int BUS_RANGE = 2;
  private static final int MIN_AND_MAX_FIXED = 0x0C;
  private static final int MEMORY_READ_WRITE = 1;
  private static final int MEMORY_CACHEABLE = 2;
  private static final int IO_ENTIRE_RANGE = 3;

  private Resources() {}

  /** A buffer of descriptors with its end tag; a checksum of 0 counts as right. */
  static byte[] template(byte[]... descriptors) {
    return Aml.buffer(join(join(descriptors), bytes(0x79, 0)));
  }

  /** {@code count} ports from {@code first}, all 16 address bits decoded. */
  static byte[] io(int first, int count) {
    return join(bytes(0x47, 1), little(first, 2), little(first, 2), bytes(1, count));
  }

  /** An edge-triggered ISA interrupt. */
  static byte[] irq(int number) {
    return join(bytes(0x22), little(1L << number, 2));
  }

  /** A level-triggered, active-high, shareable interrupt: one of {@code numbers}. */
  static byte[] interrupt(int... numbers) {
    byte[] list = bytes();
    for (int number : numbers) {
      list = join(list, little(number, 4));
    }
    return join(bytes(0x89), little(2 + list.length, 2), bytes(0x09, numbers.length), list);
  }

  /** Bus numbers that a bridge hands on. */
  static byte[] busRange(int first, int last) {
    return word(BUS_RANGE, 0, first, last);
  }

  /** Ports that a bridge hands on. */
  static byte[] portRange(int first, int last) {
    return word(IO_RANGE, IO_ENTIRE_RANGE, first, last);
  }

  /** Memory that a bridge hands on, below 4 GiB. */
  static byte[] memoryRange(boolean cacheable, long first, long last) {
    int flags = MEMORY_READ_WRITE | (cacheable ? MEMORY_CACHEABLE : 0);
    return join(bytes(0x87), little(0x17, 2), range(MEMORY_RANGE, flags, first, last, 4));
  }

  private static byte[] word(int type, int flags, int first, int last) {
    return join(bytes(0x88), little(0x0D, 2), range(type, flags, first, last, 2));
  }

  private static byte[] range(int type, int flags, long first, long last, int width) {
    return join(
        bytes(type, MIN_AND_MAX_FIXED, flags),
        little(0, width),
        little(first, width),
        little(last, width),
        little(0, width),
        little(last - first + 1, width));
  }
}
