package emu.devices.acpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One ACPI table: a block of bytes with fields at offsets, and the header that most tables share
 * (ACPI 6.5, 5.2.6).
 */
final class TableWriter {
  static final int HEADER = 36;
  static final int CHECKSUM = 9;
  private static final int SYSTEM_IO = 1;

  private final ByteBuffer bytes;

  /** A table of {@code length} zero bytes. */
  TableWriter(int length) {
    bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A table of {@code length} bytes with a system description header. */
  static TableWriter withHeader(String signature, int revision, int length) {
    return new TableWriter(length)
        .text(0, signature)
        .dword(4, length)
        .put(8, revision)
        .text(10, "EMU   ")
        .text(16, "EMUPC   ")
        .dword(24, 1)
        .text(28, "EMU ")
        .dword(32, 1);
  }

  TableWriter put(int offset, int value) {
    bytes.put(offset, (byte) value);
    return this;
  }

  TableWriter word(int offset, int value) {
    bytes.putShort(offset, (short) value);
    return this;
  }

  TableWriter dword(int offset, long value) {
    bytes.putInt(offset, (int) value);
    return this;
  }

  TableWriter qword(int offset, long value) {
    bytes.putLong(offset, value);
    return this;
  }

  TableWriter text(int offset, String ascii) {
    return block(offset, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  TableWriter block(int offset, byte[] content) {
    bytes.put(offset, content);
    return this;
  }

  /** A generic address structure that names {@code length} ports (5.2.3.2). */
  TableWriter ports(int offset, int port, int length) {
    int accessSize = Integer.numberOfTrailingZeros(length) + 1; // 1 is a byte, 3 a double word
    return put(offset, SYSTEM_IO)
        .put(offset + 1, length * 8)
        .put(offset + 3, accessSize)
        .qword(offset + 4, port);
  }

  /** Makes the first {@code length} bytes sum up to 0 by the byte at {@code offset}. */
  TableWriter checksum(int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += bytes.get(i);
    }
    return put(offset, bytes.get(offset) - sum);
  }

  /** The table as it is. */
  byte[] toBytes() {
    return bytes.array();
  }

  /** The table with the checksum of its header. */
  byte[] finish() {
    return checksum(CHECKSUM, bytes.capacity()).toBytes();
  }
}
