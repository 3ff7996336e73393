package emu.devices.ide;

import java.nio.charset.StandardCharsets;

/** The 256 words by which a device describes itself. */
final class IdentifyData {
  private static final int WORDS = 256;

  private final byte[] bytes = new byte[WORDS * 2];

  /** Sets word {@code index} to the low 16 bits of {@code value}. */
  IdentifyData word(int index, int value) {
    bytes[index * 2] = (byte) value;
    bytes[index * 2 + 1] = (byte) (value >> 8);
    return this;
  }

  /** Sets two words, the lower one first. */
  IdentifyData doubleWord(int index, long value) {
    return word(index, (int) value).word(index + 1, (int) (value >> 16));
  }

  /** Sets {@code words} words to {@code text}, whose bytes are swapped, filled up with spaces. */
  IdentifyData text(int index, int words, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < words * 2; i++) {
      bytes[index * 2 + (i ^ 1)] = i < ascii.length ? ascii[i] : (byte) ' ';
    }
    return this;
  }

  /** Serial number, firmware revision and model. */
  IdentifyData names(String serial, String revision, String model) {
    return text(10, 10, serial).text(23, 4, revision).text(27, 20, model);
  }

  /** The fastest cycles in nanoseconds, and PIO modes 3 and 4. */
  IdentifyData timing(TransferMode mode) {
    word(63, mode.multiwordWord()).word(64, 3);
    for (int index = 65; index <= 68; index++) {
      word(index, 120);
    }
    return word(88, mode.ultraWord());
  }

  /** All of it, as a transfer to the host. */
  Transfer transfer() {
    return Transfer.ofBytes(bytes);
  }
}
