package emu.devices.decompress;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The compressions of Linux kernels and initrds (Linux, lib/decompress.c has the same list of magic
 * numbers).
 */
public enum Compression {
  /** gzip, RFC 1952. */
  GZIP("gzip", 0x1F8B, 2),
  /** xz, by XZ for Java. */
  XZ("xz", 0xFD37_7A58_5A00L, 6),
  /** Zstandard, RFC 8878. */
  ZSTD("zstd", 0x28B5_2FFD, 4),
  /** The format of the LZMA utilities, by XZ for Java. */
  LZMA("lzma", 0x5D_0000, 3),
  /** The legacy frame format of LZ4. */
  LZ4("lz4", 0x0221_4C18, 4),
  /** bzip2: known, not decoded. */
  BZIP2("bzip2", 0x42_5A68, 3),
  /** lzop: known, not decoded. */
  LZO("lzo", 0x894C_5A4FL, 4);

  private final String displayName;
  private final long magic;
  private final int magicBytes;

  Compression(String displayName, long magic, int magicBytes) {
    this.displayName = displayName;
    this.magic = magic;
    this.magicBytes = magicBytes;
  }

  /** The compression whose magic number stands at {@code from}. */
  public static Optional<Compression> of(byte[] data, int from, int to) {
    for (Compression compression : values()) {
      if (compression.matches(data, from, to)) {
        return Optional.of(compression);
      }
    }
    return Optional.empty();
  }

  private boolean matches(byte[] data, int from, int to) {
    if (to - from < magicBytes) {
      return false;
    }
    long start = 0;
    for (int i = 0; i < magicBytes; i++) {
      start = start << 8 | data[from + i] & 0xFF;
    }
    return start == magic;
  }

  /** The name as users know it. */
  public String displayName() {
    return displayName;
  }

  /** Whether {@link #decode} can decode it. */
  public boolean supported() {
    return this != BZIP2 && this != LZO;
  }

  /**
   * Decodes the stream at {@code from}, and writes what comes out to {@code sink}.
   *
   * @param to end of the data; the stream may end before
   * @return index after the stream
   * @throws EOFException if the stream goes on past {@code to}
   * @throws IOException if the data are damaged, or from {@code sink}
   */
  public int decode(byte[] data, int from, int to, OutputStream sink) throws IOException {
    return switch (this) {
      case GZIP -> GzipDecoder.decode(data, from, to, sink);
      case XZ -> XzDecoders.decodeXz(data, from, to, sink);
      case ZSTD -> ZstdDecoder.decode(data, from, to, sink);
      case LZMA -> XzDecoders.decodeLzma(data, from, to, sink);
      case LZ4 -> Lz4Decoder.decode(data, from, to, sink);
      case BZIP2, LZO -> throw new IOException(displayName + " is not supported");
    };
  }
}
