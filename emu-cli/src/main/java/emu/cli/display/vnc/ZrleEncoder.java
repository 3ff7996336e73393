package emu.cli.display.vnc;

import java.util.zip.Deflater;

/**
 * Tiles of 64 by 64 pixels with palettes and run lengths, compressed by zlib (RFC 6143, 7.7.6). The
 * compressed stream goes on from one area to the next.
 */
final class ZrleEncoder implements AreaEncoder {
  private static final int TILE = 64;
  private static final int RAW = 0;
  private static final int SOLID = 1;
  private static final int PLAIN_RUNS = 128;

  /** Packed palettes have up to 16 pixels, those of runs up to 127. */
  private static final int MOST_PACKED = 16;

  private static final int MOST_INDEXED = 127;
  private static final int INDEX_IS_RUN = 0x80;
  private static final int CHUNK = 1 << 14;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final RfbBuffer plain = new RfbBuffer();
  private final RfbBuffer packed = new RfbBuffer();
  private final byte[] chunk = new byte[CHUNK];
  private final int[] tile = new int[TILE * TILE];
  private final Palette palette = new Palette(MOST_INDEXED);
  private int width;
  private int count;
  private int runs;
  private int singles;

  @Override
  public void encode(int[] pixels, int stride, Area area, PixelFormat format, RfbBuffer out) {
    plain.clear();
    for (int y = 0; y < area.height(); y += TILE) {
      for (int x = 0; x < area.width(); x += TILE) {
        int height = Math.min(TILE, area.height() - y);
        width = Math.min(TILE, area.width() - x);
        count = width * height;
        load(pixels, (area.y() + y) * stride + area.x() + x, stride, format);
        encodeTile(format);
      }
    }
    compress(out);
  }

  private void load(int[] pixels, int corner, int stride, PixelFormat format) {
    palette.clear();
    runs = 0;
    singles = 0;
    int length = 0;
    for (int i = 0; i < count; i++) {
      int pixel = format.pixel(pixels[corner + i / width * stride + i % width]);
      tile[i] = pixel;
      if (i > 0 && pixel == tile[i - 1]) {
        length++;
        continue;
      }
      palette.add(pixel);
      runs++;
      singles += length == 1 ? 1 : 0;
      length = 1;
    }
    singles += length == 1 ? 1 : 0;
  }

  /** Writes the tile in the form that takes the least room, as far as that is known beforehand. */
  private void encodeTile(PixelFormat format) {
    int size = format.compactSize();
    boolean indexed = !palette.isOverfull();
    boolean packable = indexed && palette.size() <= MOST_PACKED;
    int raw = count * size;
    int plainRuns = runs * (size + 1);
    int indexedRuns = indexed ? palette.size() * size + 2 * runs - singles : Integer.MAX_VALUE;
    int packedSize =
        packable ? palette.size() * size + (count / width) * packedRow() : Integer.MAX_VALUE;
    if (indexed && palette.size() == 1) {
      plain.u8(SOLID);
      format.putCompact(plain, tile[0]);
    } else if (packedSize <= Math.min(raw, Math.min(plainRuns, indexedRuns))) {
      writePacked(format);
    } else if (indexedRuns <= Math.min(raw, plainRuns)) {
      writeRuns(format, true);
    } else if (plainRuns <= raw) {
      writeRuns(format, false);
    } else {
      plain.u8(RAW);
      for (int i = 0; i < count; i++) {
        format.putCompact(plain, tile[i]);
      }
    }
  }

  private int packedBits() {
    return palette.size() <= 2 ? 1 : palette.size() <= 4 ? 2 : 4;
  }

  private int packedRow() {
    return (width * packedBits() + 7) / 8;
  }

  private void writePalette(PixelFormat format) {
    for (int i = 0; i < palette.size(); i++) {
      format.putCompact(plain, palette.pixel(i));
    }
  }

  private void writePacked(PixelFormat format) {
    plain.u8(palette.size());
    writePalette(format);
    int bits = packedBits();
    for (int row = 0; row < count; row += width) {
      int value = 0;
      int filled = 0;
      for (int i = row; i < row + width; i++) {
        value = value << bits | palette.indexOf(tile[i]);
        filled += bits;
        if (filled == 8) {
          plain.u8(value);
          filled = 0;
        }
      }
      if (filled > 0) {
        plain.u8(value << (8 - filled));
      }
    }
  }

  private void writeRuns(PixelFormat format, boolean indexed) {
    plain.u8(indexed ? PLAIN_RUNS + palette.size() : PLAIN_RUNS);
    if (indexed) {
      writePalette(format);
    }
    int start = 0;
    for (int i = 1; i <= count; i++) {
      if (i == count || tile[i] != tile[start]) {
        writeRun(format, indexed, tile[start], i - start);
        start = i;
      }
    }
  }

  private void writeRun(PixelFormat format, boolean indexed, int pixel, int length) {
    if (!indexed) {
      format.putCompact(plain, pixel);
    } else if (length == 1) {
      plain.u8(palette.indexOf(pixel));
      return;
    } else {
      plain.u8(palette.indexOf(pixel) | INDEX_IS_RUN);
    }
    int rest = length - 1;
    while (rest >= 0xFF) {
      plain.u8(0xFF);
      rest -= 0xFF;
    }
    plain.u8(rest);
  }

  private void compress(RfbBuffer out) {
    packed.clear();
    deflater.setInput(plain.array(), 0, plain.size());
    int written;
    do {
      written = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      packed.bytes(chunk, 0, written);
    } while (written == chunk.length);
    out.u32(packed.size()).bytes(packed.array(), 0, packed.size());
  }

  @Override
  public void close() {
    deflater.end();
  }
}
