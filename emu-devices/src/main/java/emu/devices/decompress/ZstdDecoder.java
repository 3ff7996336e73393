package emu.devices.decompress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One frame of Zstandard, RFC 8878. Ours, because the libraries in Java reach for memory in ways
 * that the JVM warns of on the user's terminal, or bound the window at less than what kernels are
 * compressed with.
 */
final class ZstdDecoder {
  private static final int CHECKSUM = 1 << 2;
  private static final int RESERVED = 1 << 3;
  private static final int SINGLE_SEGMENT = 1 << 5;
  private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

  private static final int RAW_BLOCK = 0;
  private static final int RLE_BLOCK = 1;
  private static final int COMPRESSED_BLOCK = 2;

  /** Largest size of a block, compressed or not. RFC 8878, 3.1.1.2.4. */
  static final int MAX_BLOCK = 128 << 10;

  private ZstdDecoder() {}

  /** As {@link Compression#decode}. */
  static int decode(byte[] data, int from, int to, OutputStream sink) throws IOException {
    LittleEndian input = new LittleEndian(data, from, to);
    input.skip(4);
    int descriptor = input.u8();
    ZstdWindow window = readWindow(input, descriptor, sink);
    ZstdBlock decoder = new ZstdBlock(data, window);
    boolean last = false;
    while (!last) {
      int header = input.u24();
      last = (header & 1) != 0;
      decodeBlock(input, header >> 1 & 3, header >> 3, decoder, window);
      window.endBlock();
    }
    if ((descriptor & CHECKSUM) != 0 && input.u32() != (window.checksum() & 0xFFFF_FFFFL)) {
      throw new IOException("the checksum does not match");
    }
    return input.position();
  }

  // RFC 8878, 3.1.1.1
  private static ZstdWindow readWindow(LittleEndian input, int descriptor, OutputStream sink)
      throws IOException {
    if ((descriptor & RESERVED) != 0) {
      throw new IOException("the frame header is of an unknown kind");
    }
    boolean single = (descriptor & SINGLE_SEGMENT) != 0;
    long windowSize = 0;
    if (!single) {
      int window = input.u8();
      long base = 1L << (10 + (window >> 3));
      windowSize = base + base / 8 * (window & 7);
    }
    int idBytes = DICTIONARY_ID_BYTES[descriptor & 3];
    if (idBytes != 0 && input.unsigned(idBytes) != 0) {
      throw new IOException("it was compressed with a dictionary");
    }
    int sizeCode = descriptor >> 6;
    if (sizeCode == 0 && !single) {
      return new ZstdWindow(windowSize, Long.MAX_VALUE, sink);
    }
    long contentSize = input.unsigned(1 << sizeCode) + (sizeCode == 1 ? 256 : 0);
    if (contentSize < 0) {
      throw new IOException("the content size is beyond 2^63");
    }
    return new ZstdWindow(single ? contentSize : windowSize, contentSize, sink);
  }

  // RFC 8878, 3.1.1.2
  private static void decodeBlock(
      LittleEndian input, int type, int size, ZstdBlock decoder, ZstdWindow window)
      throws IOException {
    if (size > MAX_BLOCK) {
      throw new IOException("a block is too large");
    }
    window.startBlock();
    switch (type) {
      case RAW_BLOCK -> window.append(input, size);
      case RLE_BLOCK -> window.repeat(input.u8(), size);
      case COMPRESSED_BLOCK -> {
        int start = input.skip(size);
        decoder.decode(start, input.position());
      }
      default -> throw new IOException("a block is of an unknown type");
    }
  }
}
