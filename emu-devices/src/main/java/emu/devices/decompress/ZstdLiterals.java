package emu.devices.decompress;

import java.io.IOException;
import java.util.Arrays;

/**
 * The literals section of a block; keeps the Huffman table for the next ones. RFC 8878, 3.1.1.3.1.
 */
final class ZstdLiterals {
  private static final int RAW = 0;
  private static final int RLE = 1;
  private static final int COMPRESSED = 2;
  private static final int JUMP_TABLE = 6;

  private final byte[] data;
  private byte[] bytes = new byte[0];
  private HuffmanTable table;
  private int size;
  private int used;

  ZstdLiterals(byte[] data) {
    this.data = data;
  }

  /** Decodes the section at {@code input}. */
  void read(LittleEndian input) throws IOException {
    used = 0;
    int first = input.u8();
    input.seek(input.position() - 1);
    int type = first & 3;
    int format = first >> 2 & 3;
    if (type == RAW || type == RLE) {
      int headerBytes = format == 1 ? 2 : format == 3 ? 3 : 1;
      setSize((int) input.unsigned(headerBytes) >> (headerBytes == 1 ? 3 : 4));
      if (type == RAW) {
        input.copy(bytes, 0, size);
      } else {
        Arrays.fill(bytes, 0, size, (byte) input.u8());
      }
    } else {
      readCompressed(input, type, format);
    }
  }

  private void readCompressed(LittleEndian input, int type, int format) throws IOException {
    int sizeBits = format < 2 ? 10 : format == 2 ? 14 : 18;
    long header = input.unsigned((4 + 2 * sizeBits + 7) / 8) >> 4;
    int mask = (1 << sizeBits) - 1;
    setSize((int) header & mask);
    int compressedSize = (int) (header >> sizeBits) & mask;
    int start = input.skip(compressedSize);
    LittleEndian streams = new LittleEndian(data, start, start + compressedSize);
    if (type == COMPRESSED) {
      table = HuffmanTable.read(data, streams);
    } else if (table == null) {
      throw new IOException("the first block refers to an earlier Huffman table");
    }
    if (format == 0) {
      decode(streams, streams.remaining(), 0, size);
    } else {
      decodeFour(streams);
    }
  }

  // RFC 8878, 3.1.1.3.1.6
  private void decodeFour(LittleEndian streams) throws IOException {
    int first = streams.u16();
    int second = streams.u16();
    int third = streams.u16();
    int part = (size + 3) / 4;
    if (size < JUMP_TABLE) {
      throw new IOException("four streams for " + size + " literals");
    }
    decode(streams, first, 0, part);
    decode(streams, second, part, part);
    decode(streams, third, 2 * part, part);
    decode(streams, streams.remaining(), 3 * part, size - 3 * part);
  }

  private void decode(LittleEndian streams, int compressedSize, int at, int count)
      throws IOException {
    int start = streams.skip(compressedSize);
    table.decode(data, start, start + compressedSize, bytes, at, count);
  }

  private void setSize(int newSize) throws IOException {
    if (newSize > ZstdDecoder.MAX_BLOCK) {
      throw new IOException("a block has too many literals");
    }
    if (newSize > bytes.length) {
      bytes = new byte[newSize];
    }
    size = newSize;
  }

  /** Gives the next {@code count} literals to {@code window}. */
  void take(int count, ZstdWindow window) throws IOException {
    if (count > size - used) {
      throw new IOException("a block has too few literals");
    }
    window.append(bytes, used, count);
    used += count;
  }

  /** Gives all literals that are left to {@code window}. */
  void takeRest(ZstdWindow window) throws IOException {
    take(size - used, window);
  }
}
