package emu.devices.firmware;

/** Little-endian numbers in byte arrays. */
final class Bytes {
  private Bytes() {}

  static int word(byte[] bytes, int at) {
    return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
  }

  static int dword(byte[] bytes, int at) {
    return word(bytes, at) | word(bytes, at + 2) << 16;
  }

  static void setWord(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >> 8);
  }

  static void setText(byte[] bytes, int at, String text) {
    byte[] ascii = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, at, ascii.length);
  }

  /** A far pointer to {@code label} in the ROM. */
  static void setFarPointer(byte[] bytes, int at, String label) {
    setWord(bytes, at, BiosRom.offset(label));
    setWord(bytes, at + 2, BiosRom.SEGMENT);
  }
}
