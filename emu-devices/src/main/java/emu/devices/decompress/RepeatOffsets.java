package emu.devices.decompress;

/** The last three offsets of a frame, which short codes repeat. RFC 8878, 3.1.1.5. */
final class RepeatOffsets {
  private long first = 1;
  private long second = 4;
  private long third = 8;

  /**
   * The offset that {@code value} (1 to 3 for a repeated one, else the offset plus 3) stands for;
   * remembered as the latest. It can be 0 if the data are damaged.
   *
   * @param noLiterals whether the sequence has none, which moves the meaning of 1 to 3 by one
   */
  long offset(long value, boolean noLiterals) {
    long index = value > 3 ? value : value - 1 + (noLiterals ? 1 : 0);
    if (index == 0) {
      return first;
    }
    long offset = value > 3 ? value - 3 : index == 1 ? second : index == 2 ? third : first - 1;
    if (index != 1) {
      third = second;
    }
    second = first;
    first = offset;
    return offset;
  }
}
