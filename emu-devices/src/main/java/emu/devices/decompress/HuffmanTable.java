package emu.devices.decompress;

import java.io.IOException;
import java.util.Arrays;

/** The Huffman code of literals. RFC 8878, 4.2. */
final class HuffmanTable {
  private static final int MAX_BITS = 11;
  private static final int MAX_WEIGHT_LOG = 6;
  private static final int MAX_SYMBOLS = 256;

  private final int maxBits;
  private final byte[] symbols;
  private final byte[] lengths;

  private HuffmanTable(int maxBits) {
    this.maxBits = maxBits;
    this.symbols = new byte[1 << maxBits];
    this.lengths = new byte[1 << maxBits];
  }

  /** Reads a tree description. RFC 8878, 4.2.1. */
  static HuffmanTable read(byte[] data, LittleEndian input) throws IOException {
    int[] weights = new int[MAX_SYMBOLS];
    int header = input.u8();
    int count =
        header < 128
            ? readCompressed(data, input, header, weights)
            : readDirect(input, header - 127, weights);
    return of(weights, count);
  }

  private static int readDirect(LittleEndian input, int count, int[] weights) throws IOException {
    for (int i = 0; i < count; i += 2) {
      int pair = input.u8();
      weights[i] = pair >> 4;
      weights[i + 1] = i + 1 < count ? pair & 15 : 0;
    }
    return count;
  }

  // RFC 8878, 4.2.1.2: two states take turns until the bits run out.
  private static int readCompressed(byte[] data, LittleEndian input, int size, int[] weights)
      throws IOException {
    int start = input.skip(size);
    int end = input.position();
    LittleEndian description = new LittleEndian(data, start, end);
    FseTable table = FseTable.read(description, MAX_WEIGHT_LOG, MAX_BITS + 1);
    ReverseBits bits = new ReverseBits(data, description.position(), end);
    int[] states = {table.start(bits), table.start(bits)};
    int count = 0;
    int turn = 0;
    while (bits.position() >= 0) {
      if (count >= MAX_SYMBOLS - 2) {
        throw new IOException("a Huffman table has too many symbols");
      }
      weights[count++] = table.symbol(states[turn]);
      states[turn] = table.next(states[turn], bits);
      turn ^= 1;
    }
    weights[count++] = table.symbol(states[turn]);
    return count;
  }

  /**
   * The table for the weights of the first {@code count} symbols; that of the next one follows from
   * them.
   */
  private static HuffmanTable of(int[] weights, int count) throws IOException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > MAX_BITS) {
        throw new IOException("a Huffman code is too long");
      }
      sum += 1 << weights[i] >> 1;
    }
    int maxBits = 32 - Integer.numberOfLeadingZeros(sum);
    int left = (1 << maxBits) - sum;
    if (sum == 0 || maxBits > MAX_BITS || Integer.bitCount(left) != 1) {
      throw new IOException("a Huffman table does not add up");
    }
    weights[count] = Integer.numberOfTrailingZeros(left) + 1;
    HuffmanTable table = new HuffmanTable(maxBits);
    table.fill(weights, count + 1);
    return table;
  }

  private void fill(int[] weights, int count) {
    int at = 0;
    for (int weight = 1; weight <= maxBits; weight++) {
      int entries = 1 << weight - 1;
      for (int symbol = 0; symbol < count; symbol++) {
        if (weights[symbol] == weight) {
          Arrays.fill(symbols, at, at + entries, (byte) symbol);
          Arrays.fill(lengths, at, at + entries, (byte) (maxBits + 1 - weight));
          at += entries;
        }
      }
    }
  }

  /** Decodes the stream {@code data[from, to)} to exactly {@code count} bytes. */
  void decode(byte[] data, int from, int to, byte[] target, int at, int count) throws IOException {
    ReverseBits bits = new ReverseBits(data, from, to);
    for (int i = at; i < at + count; i++) {
      int code = bits.peek(maxBits);
      target[i] = symbols[code];
      bits.skip(lengths[code]);
    }
    if (bits.position() != 0) {
      throw new IOException("a Huffman stream has a wrong length");
    }
  }
}
