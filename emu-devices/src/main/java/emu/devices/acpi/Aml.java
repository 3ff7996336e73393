package emu.devices.acpi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Terms of the ACPI machine language as bytes, to be put together like the source language (ACPI
 * 6.5, chapter 20).
 *
 * <p>Names are given as in the source language: {@code "_HID"}, {@code "PCI0.ISA_"}, {@code
 * "\\_SB_"}; segments shorter than four characters are padded with underscores.
 */
final class Aml {
  private static final int EXT = 0x5B;
  private static final int NAME_SEGMENT = 4;

  /** Local0. */
  static final byte[] LOCAL0 = {0x60};

  /** Arg0. */
  static final byte[] ARG0 = {0x68};

  private Aml() {}

  /** {@code parts} one after the other. */
  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] bytes(int... values) {
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) values[i];
    }
    return result;
  }

  /** The low {@code count} bytes of {@code value}, little-endian. */
  static byte[] little(long value, int count) {
    byte[] result = new byte[count];
    for (int i = 0; i < count; i++) {
      result[i] = (byte) (value >> (8 * i));
    }
    return result;
  }

  /** NameString (20.2.2). */
  static byte[] path(String name) {
    boolean root = name.startsWith("\\");
    String[] segments = name.substring(root ? 1 : 0).split("\\.", -1);
    byte[] prefix =
        switch (segments.length) {
          case 1 -> bytes();
          case 2 -> bytes(0x2E);
          default -> bytes(0x2F, segments.length);
        };
    byte[] result = join(root ? bytes('\\') : bytes(), prefix);
    for (String segment : segments) {
      result = join(result, segment(segment));
    }
    return result;
  }

  private static byte[] segment(String name) {
    byte[] padded = new byte[NAME_SEGMENT];
    Arrays.fill(padded, (byte) '_');
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, padded, 0, ascii.length);
    return padded;
  }

  /** An integer in the shortest form (20.2.3). */
  static byte[] integer(long value) {
    if (value == 0 || value == 1) {
      return bytes((int) value);
    }
    if (value >>> 8 == 0) {
      return join(bytes(0x0A), little(value, 1));
    }
    if (value >>> 16 == 0) {
      return join(bytes(0x0B), little(value, 2));
    }
    return value >>> 32 == 0
        ? join(bytes(0x0C), little(value, 4))
        : join(bytes(0x0E), little(value, 8));
  }

  /** A Plug and Play identifier such as PNP0A03, packed into an integer (19.3.4). */
  static byte[] eisaId(String id) {
    int letters = (id.charAt(0) - 0x40) << 10 | (id.charAt(1) - 0x40) << 5 | (id.charAt(2) - 0x40);
    int packed = letters << 16 | Integer.parseInt(id.substring(3), 16);
    return join(bytes(0x0C), little(Integer.reverseBytes(packed), 4));
  }

  static byte[] string(String text) {
    return join(bytes(0x0D), text.getBytes(StandardCharsets.US_ASCII), bytes(0));
  }

  static byte[] name(String name, byte[] value) {
    return join(bytes(0x08), path(name), value);
  }

  static byte[] scope(String name, byte[]... terms) {
    return block(bytes(0x10), join(path(name), join(terms)));
  }

  static byte[] device(String name, byte[]... terms) {
    return block(bytes(EXT, 0x82), join(path(name), join(terms)));
  }

  /** A method with {@code arguments} (0 to 7) arguments that runs on one thread at a time. */
  static byte[] method(String name, int arguments, byte[]... terms) {
    return block(bytes(0x14), join(path(name), bytes(arguments | 8), join(terms)));
  }

  static byte[] array(byte[]... elements) {
    return block(bytes(0x12), join(bytes(elements.length), join(elements)));
  }

  static byte[] buffer(byte[] content) {
    return block(bytes(0x11), join(integer(content.length), content));
  }

  /** An operation region in the configuration space of the device around it. */
  static byte[] pciConfigRegion(String name, int offset, int length) {
    return join(bytes(EXT, 0x80), path(name), bytes(2), integer(offset), integer(length));
  }

  /** Consecutive fields of 8 bits in a region, accessed by bytes. */
  static byte[] byteFields(String region, String... names) {
    byte[] list = bytes();
    for (String name : names) {
      list = join(list, segment(name), bytes(8));
    }
    return block(bytes(EXT, 0x81), join(path(region), bytes(1), list));
  }

  static byte[] createDwordField(byte[] source, int offset, String name) {
    return join(bytes(0x8A), source, integer(offset), path(name));
  }

  static byte[] store(byte[] value, byte[] target) {
    return join(bytes(0x70), value, target);
  }

  static byte[] and(byte[] a, byte[] b) {
    return join(bytes(0x7B), a, b, bytes(0));
  }

  static byte[] or(byte[] a, byte[] b) {
    return join(bytes(0x7D), a, b, bytes(0));
  }

  static byte[] ifTrue(byte[] condition, byte[]... terms) {
    return block(bytes(0xA0), join(condition, join(terms)));
  }

  static byte[] lessThan(byte[] a, byte[] b) {
    return join(bytes(0x95), a, b);
  }

  static byte[] giveBack(byte[] value) {
    return join(bytes(0xA4), value);
  }

  static byte[] call(String method, byte[]... arguments) {
    return join(path(method), join(arguments));
  }

  private static byte[] block(byte[] opcode, byte[] body) {
    return join(opcode, packageLength(body.length), body);
  }

  /** PkgLength, which counts itself too (20.2.4). */
  private static byte[] packageLength(int body) {
    if (body + 1 < 1 << 6) {
      return bytes(body + 1);
    }
    int extra = body + 2 < 1 << 12 ? 1 : body + 3 < 1 << 20 ? 2 : 3;
    int length = body + 1 + extra;
    return join(bytes(extra << 6 | (length & 0xF)), little(length >> 4, extra));
  }
}
