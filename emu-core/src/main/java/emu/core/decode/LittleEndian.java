package emu.core.decode;

/** Reads little-endian numbers from code bytes. */
final class LittleEndian {
  private LittleEndian() {}

  /** The {@code bytes} (1 to 8) bytes at {@code code[at]}, zero-extended. */
  static long read(byte[] code, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | code[at + i] & 0xFF;
    }
    return value;
  }
}
