package emu.devices.decompress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * LZ4 in its legacy frame format, which Linux uses: a magic number, then blocks with their sizes,
 * each for 8 MiB or, the last, less. LZ4, doc/lz4_Frame_format.md ("Legacy frame") and
 * doc/lz4_Block_format.md.
 */
final class Lz4Decoder {
  private static final long MAGIC = 0x184C_2102L;
  private static final int BLOCK = 8 << 20;
  private static final int MAX_COMPRESSED = BLOCK + BLOCK / 255 + 16;

  /** A byte of a match's length stands for at most so many bytes. */
  private static final long MAX_RATIO = 256;

  private static final int MIN_MATCH = 4;
  private static final int LONG_LENGTH = 15;

  private Lz4Decoder() {}

  /** As {@link Compression#decode}. */
  static int decode(byte[] data, int from, int to, OutputStream sink) throws IOException {
    LittleEndian input = new LittleEndian(data, from, to);
    input.skip(4);
    byte[] block = new byte[0];
    // A kernel has its unpacked size in the last four bytes, an initrd may be followed by zeros.
    while (input.remaining() > 4) {
      long size = input.u32();
      if (size == MAGIC) {
        continue;
      }
      if (size == 0 || size > MAX_COMPRESSED) {
        input.seek(input.position() - 4);
        break;
      }
      int start = input.skip(size);
      int room = (int) Math.min(BLOCK, size * MAX_RATIO);
      if (block.length < room) {
        block = new byte[room];
      }
      sink.write(block, 0, decodeBlock(data, start, input.position(), block));
    }
    return input.position();
  }

  private static int decodeBlock(byte[] data, int from, int to, byte[] block) throws IOException {
    LittleEndian input = new LittleEndian(data, from, to);
    int at = 0;
    while (input.remaining() > 0) {
      int token = input.u8();
      long literals = length(input, token >> 4);
      checkRoom(literals, block.length - at);
      System.arraycopy(data, input.skip(literals), block, at, (int) literals);
      at += (int) literals;
      if (input.remaining() == 0) {
        break;
      }
      int offset = input.u16();
      long match = length(input, token & LONG_LENGTH) + MIN_MATCH;
      checkRoom(match, block.length - at);
      if (offset == 0 || offset > at) {
        throw new IOException("a match points before the start");
      }
      for (int end = at + (int) match; at < end; at++) {
        block[at] = block[at - offset];
      }
    }
    return at;
  }

  private static long length(LittleEndian input, int nibble) throws IOException {
    long length = nibble;
    if (nibble == LONG_LENGTH) {
      int more;
      do {
        more = input.u8();
        length += more;
      } while (more == 255);
    }
    return length;
  }

  private static void checkRoom(long length, int room) throws IOException {
    if (length > room) {
      throw new IOException("a block expands to more than it may");
    }
  }
}
