package emu.devices.decompress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The decoded bytes that later ones may refer back to; what a block adds goes on to the sink at the
 * block's end.
 */
final class ZstdWindow {
  /** What level 22 of the compressor, used for kernels, asks for. */
  private static final long MAX_WINDOW = 128L << 20;

  private final int history;
  private final long contentSize;
  private final OutputStream sink;
  private final XxHash64 hash = new XxHash64();
  private byte[] bytes = new byte[2 * ZstdDecoder.MAX_BLOCK];
  private int end;
  private int blockStart;
  private long total;

  ZstdWindow(long windowSize, long contentSize, OutputStream sink) throws IOException {
    long used = Math.min(windowSize, contentSize);
    this.history = (int) Math.min(used, MAX_WINDOW);
    if (windowSize > MAX_WINDOW && windowSize != contentSize) {
      throw new IOException("its window of " + windowSize + " bytes is larger than " + MAX_WINDOW);
    }
    this.contentSize = contentSize;
    this.sink = sink;
  }

  /** Makes room for a block. */
  void startBlock() {
    // Sliding once in a quarter of the window keeps its cost below that of decoding.
    long full = history + Math.max(history / 4, 2L * ZstdDecoder.MAX_BLOCK);
    if (lacksRoom() && bytes.length < full) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(full, bytes.length * 2L));
    }
    if (lacksRoom()) {
      int keep = Math.min(end, history);
      System.arraycopy(bytes, end - keep, bytes, 0, keep);
      end = keep;
    }
    blockStart = end;
  }

  private boolean lacksRoom() {
    return bytes.length - end < ZstdDecoder.MAX_BLOCK;
  }

  /** Gives the bytes of the block to the sink. */
  void endBlock() throws IOException {
    int size = end - blockStart;
    total += size;
    if (total > contentSize) {
      throw new IOException("it expands to more than its header says");
    }
    hash.update(bytes, blockStart, size);
    sink.write(bytes, blockStart, size);
    blockStart = end;
  }

  void append(LittleEndian input, int length) throws IOException {
    input.copy(bytes, reserve(length), length);
  }

  void append(byte[] source, int from, int length) throws IOException {
    System.arraycopy(source, from, bytes, reserve(length), length);
  }

  void repeat(int value, int length) throws IOException {
    int at = reserve(length);
    Arrays.fill(bytes, at, at + length, (byte) value);
  }

  /**
   * Repeats {@code length} bytes from {@code offset} before the end; they may overlap what they
   * make.
   */
  void copy(long offset, int length) throws IOException {
    if (offset <= 0 || offset > end) {
      throw new IOException("a match points before the start");
    }
    int distance = (int) offset;
    int at = reserve(length);
    if (distance >= length) {
      System.arraycopy(bytes, at - distance, bytes, at, length);
    } else {
      for (int i = at; i < at + length; i++) {
        bytes[i] = bytes[i - distance];
      }
    }
  }

  private int reserve(int length) throws IOException {
    if (length > ZstdDecoder.MAX_BLOCK - (end - blockStart)) {
      throw new IOException("a block expands to more than it may");
    }
    int at = end;
    end += length;
    return at;
  }

  /** XXH64 of all that was decoded. */
  long checksum() {
    return hash.value();
  }
}
