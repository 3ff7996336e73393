package emu.devices.decompress;

import java.io.IOException;

/** Decodes the compressed blocks of a frame, one after the other. RFC 8878, 3.1.1.3. */
final class ZstdBlock {
  private static final int LONG_COUNT = 0x7F00;

  private final byte[] data;
  private final ZstdWindow window;
  private final ZstdLiterals literals;
  private final SequenceCode literalLengths = SequenceCode.literalLengths();
  private final SequenceCode offsets = SequenceCode.offsets();
  private final SequenceCode matchLengths = SequenceCode.matchLengths();
  private final RepeatOffsets repeats = new RepeatOffsets();

  ZstdBlock(byte[] data, ZstdWindow window) throws IOException {
    this.data = data;
    this.window = window;
    this.literals = new ZstdLiterals(data);
  }

  /** Decodes the block {@code data[from, to)} into the window. */
  void decode(int from, int to) throws IOException {
    LittleEndian input = new LittleEndian(data, from, to);
    literals.read(input);
    int count = readCount(input);
    if (count > 0) {
      int modes = input.u8();
      if ((modes & 3) != 0) {
        throw new IOException("a block has tables of an unknown kind");
      }
      literalLengths.readTable(modes >> 6, input);
      offsets.readTable(modes >> 4 & 3, input);
      matchLengths.readTable(modes >> 2 & 3, input);
      execute(count, new ReverseBits(data, input.position(), to));
    } else if (input.remaining() != 0) {
      throw new IOException("a block is too long");
    }
    literals.takeRest(window);
  }

  private static int readCount(LittleEndian input) throws IOException {
    int first = input.u8();
    if (first < 128) {
      return first;
    }
    return first < 255 ? (first - 128 << 8) + input.u8() : input.u16() + LONG_COUNT;
  }

  private void execute(int count, ReverseBits bits) throws IOException {
    literalLengths.start(bits);
    offsets.start(bits);
    matchLengths.start(bits);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        literalLengths.advance(bits);
        matchLengths.advance(bits);
        offsets.advance(bits);
      }
      long offsetValue = offsets.value(bits) & 0xFFFF_FFFFL;
      int matchLength = matchLengths.value(bits);
      int literalLength = literalLengths.value(bits);
      literals.take(literalLength, window);
      window.copy(repeats.offset(offsetValue, literalLength == 0), matchLength);
    }
    if (bits.position() != 0) {
      throw new IOException("the sequences of a block have a wrong length");
    }
  }
}
