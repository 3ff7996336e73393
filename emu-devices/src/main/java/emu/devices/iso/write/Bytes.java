package emu.devices.iso.write;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts together what a sector or a record holds. ECMA-119, section 7. */
final class Bytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  Bytes u8(int value) {
    bytes.write(value);
    return this;
  }

  Bytes little16(int value) {
    return u8(value).u8(value >> 8);
  }

  Bytes big16(int value) {
    return u8(value >> 8).u8(value);
  }

  Bytes little32(long value) {
    return little16((int) value).little16((int) (value >> 16));
  }

  Bytes big32(long value) {
    return big16((int) (value >> 16)).big16((int) value);
  }

  Bytes both16(int value) {
    return little16(value).big16(value);
  }

  Bytes both32(long value) {
    return little32(value).big32(value);
  }

  Bytes add(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  Bytes ascii(String text) {
    return add(text.getBytes(StandardCharsets.US_ASCII));
  }

  Bytes zeros(int count) {
    return add(new byte[count]);
  }

  /** {@code text} in {@code length} bytes, filled up with spaces or cut off. */
  Bytes padded(String text, int length, Charset charset) {
    byte[] spaces = " ".repeat(length).getBytes(charset);
    byte[] start = text.getBytes(charset);
    byte[] field = Arrays.copyOf(spaces, length);
    System.arraycopy(start, 0, field, 0, Math.min(start.length, length));
    return add(field);
  }

  /** Zeros up to the offset {@code end}. */
  Bytes fillTo(int end) {
    return zeros(end - size());
  }

  /** Zeros up to the end of a sector. */
  Bytes fillSector() {
    return zeros(-size() & (IsoWriter.SECTOR - 1));
  }
}
