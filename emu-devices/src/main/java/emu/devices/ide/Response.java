package emu.devices.ide;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The data of a response, whose numbers have their high byte first. */
final class Response {
  private final byte[] bytes;

  /** {@code length} zeros. */
  Response(int length) {
    bytes = new byte[length];
  }

  Response put8(int at, int value) {
    bytes[at] = (byte) value;
    return this;
  }

  Response put16(int at, int value) {
    return put8(at, value >> 8).put8(at + 1, value);
  }

  Response put32(int at, long value) {
    return put16(at, (int) (value >> 16)).put16(at + 2, (int) value);
  }

  /** Puts {@code text} and then spaces, {@code length} bytes in all. */
  Response putText(int at, int length, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(bytes, at, at + length, (byte) ' ');
    System.arraycopy(ascii, 0, bytes, at, Math.min(length, ascii.length));
    return this;
  }

  /** Puts an address, as a block's number or as minute, second and frame. */
  Response putAddress(int at, boolean msf, long block) {
    if (!msf) {
      return put32(at, block);
    }
    long frames = block + 150;
    return put8(at, 0)
        .put8(at + 1, (int) (frames / 75 / 60))
        .put8(at + 2, (int) (frames / 75 % 60))
        .put8(at + 3, (int) (frames % 75));
  }

  byte[] bytes() {
    return bytes;
  }
}
