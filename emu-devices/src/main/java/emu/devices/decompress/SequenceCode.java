package emu.devices.decompress;

import java.io.IOException;
import java.util.Arrays;

/**
 * One of the three codes of a sequence (literal lengths, offsets, match lengths): how its table
 * comes, and what its symbols mean. Keeps the table for later blocks. RFC 8878, 3.1.1.3.2.1.
 */
final class SequenceCode {
  private static final int PREDEFINED = 0;
  private static final int RLE = 1;
  private static final int COMPRESSED = 2;

  private final int maxLog;
  private final int[] baselines;
  private final int[] extraBits;
  private final FseTable predefined;
  private FseTable table;
  private int state;

  private SequenceCode(int maxLog, int firstBaseline, int[] extraBits, FseTable predefined) {
    this.maxLog = maxLog;
    this.extraBits = extraBits;
    this.baselines = new int[extraBits.length];
    this.predefined = predefined;
    int baseline = firstBaseline;
    for (int i = 0; i < extraBits.length; i++) {
      baselines[i] = baseline;
      baseline += 1 << extraBits[i];
    }
  }

  static SequenceCode literalLengths() throws IOException {
    int[] bits = Arrays.copyOf(new int[16], 36);
    System.arraycopy(
        new int[] {1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
        0,
        bits,
        16,
        20);
    return new SequenceCode(
        9,
        0,
        bits,
        FseTable.of(
            6,
            new short[] {
              4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1,
              1, 1, 1, -1, -1, -1, -1
            }));
  }

  static SequenceCode offsets() throws IOException {
    int[] bits = new int[32];
    Arrays.setAll(bits, i -> i);
    return new SequenceCode(
        8,
        1,
        bits,
        FseTable.of(
            5,
            new short[] {
              1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1,
              -1, -1
            }));
  }

  static SequenceCode matchLengths() throws IOException {
    int[] bits = Arrays.copyOf(new int[32], 53);
    System.arraycopy(
        new int[] {1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
        0,
        bits,
        32,
        21);
    return new SequenceCode(
        9,
        3,
        bits,
        FseTable.of(
            6,
            new short[] {
              1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
              1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
            }));
  }

  /** Gets the table for a block as {@code mode} says. */
  void readTable(int mode, LittleEndian input) throws IOException {
    switch (mode) {
      case PREDEFINED -> table = predefined;
      case RLE -> table = FseTable.constant(checked(input.u8()));
      case COMPRESSED -> table = FseTable.read(input, maxLog, extraBits.length - 1);
      default -> {
        if (table == null) {
          throw new IOException("the first block refers to an earlier table");
        }
      }
    }
  }

  private int checked(int symbol) throws IOException {
    if (symbol >= extraBits.length) {
      throw new IOException("a sequence has an unknown code");
    }
    return symbol;
  }

  void start(ReverseBits bits) {
    state = table.start(bits);
  }

  /** The value that the state and the next bits stand for. */
  int value(ReverseBits bits) {
    int symbol = table.symbol(state);
    return baselines[symbol] + bits.read(extraBits[symbol]);
  }

  void advance(ReverseBits bits) {
    state = table.next(state, bits);
  }
}
