package emu.devices.decompress;

import java.io.IOException;

/** A decoding table of finite state entropy. RFC 8878, 4.1. */
final class FseTable {
  private static final int MIN_LOG = 5;

  private final int log;
  private final byte[] symbols;
  private final byte[] bits;
  private final short[] bases;

  private FseTable(int log) {
    this.log = log;
    this.symbols = new byte[1 << log];
    this.bits = new byte[1 << log];
    this.bases = new short[1 << log];
  }

  /** The table that always gives {@code symbol} and reads no bits. */
  static FseTable constant(int symbol) {
    FseTable table = new FseTable(0);
    table.symbols[0] = (byte) symbol;
    return table;
  }

  /**
   * The table for a distribution.
   *
   * @param counts share of each symbol out of 2^{@code log}, -1 for "less than 1"; they must add up
   */
  static FseTable of(int log, short... counts) throws IOException {
    FseTable table = new FseTable(log);
    int[] next = new int[counts.length];
    table.spread(counts, next);
    int size = 1 << log;
    for (int state = 0; state < size; state++) {
      int share = next[table.symbols[state]]++;
      int count = log - (31 - Integer.numberOfLeadingZeros(share));
      table.bits[state] = (byte) count;
      table.bases[state] = (short) ((share << count) - size);
    }
    return table;
  }

  private void spread(short[] counts, int[] next) throws IOException {
    int size = 1 << log;
    int high = size - 1;
    int sum = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      next[symbol] = Math.abs(counts[symbol]);
      sum += next[symbol];
      if (counts[symbol] == -1 && high >= 0) {
        symbols[high--] = (byte) symbol;
      }
    }
    if (sum != size) {
      throw new IOException("a table of shares does not add up");
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int at = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      for (int i = 0; i < counts[symbol]; i++) {
        symbols[at] = (byte) symbol;
        do {
          at = at + step & size - 1;
        } while (at > high);
      }
    }
  }

  /**
   * Reads a table's description.
   *
   * @param maxLog largest accuracy that is allowed
   * @param maxSymbol largest symbol that is allowed
   */
  static FseTable read(LittleEndian input, int maxLog, int maxSymbol) throws IOException {
    ForwardBits bits = new ForwardBits(input);
    int log = bits.read(4) + MIN_LOG;
    if (log > maxLog) {
      throw new IOException("a table is larger than allowed");
    }
    short[] counts = new short[maxSymbol + 1];
    int remaining = 1 << log;
    int symbol = 0;
    while (remaining > 0) {
      if (symbol > maxSymbol) {
        throw new IOException("a table has too many symbols");
      }
      int count = bits.readUpTo(remaining + 1) - 1;
      counts[symbol++] = (short) count;
      remaining -= Math.abs(count);
      if (count == 0) {
        int repeat;
        do {
          repeat = bits.read(2);
          symbol += repeat;
        } while (repeat == 3);
      }
    }
    bits.finish();
    return of(log, counts);
  }

  /** The state to start from. */
  int start(ReverseBits input) {
    return input.read(log);
  }

  int symbol(int state) {
    return symbols[state];
  }

  int next(int state, ReverseBits input) {
    return bases[state] + input.read(bits[state]);
  }
}
