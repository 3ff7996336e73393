package emu.devices.decompress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/**
 * Data for tests, plain and compressed. What Java cannot compress was compressed by zstd 1.5.4 (-1,
 * -9, --ultra -22) and lz4 1.9.4 (-l -9).
 */
public final class Samples {
  private Samples() {}

  /** The text in the samples on file. */
  public static byte[] text(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append("entry ").append(i % 251).append(i % 509 == 0 ? " of " + i : " and ");
      text.append("pqrstuvwxyz", i % 7, i % 7 + 4).append('\n');
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] onFile(String name) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream(name + ".base64")) {
      return Base64.getMimeDecoder().decode(in.readAllBytes());
    }
  }

  /** {@code data} compressed as {@code compression} has it; Zstandard and LZ4 only store it. */
  public static byte[] compress(Compression compression, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (compression) {
      case GZIP -> writeTo(new GZIPOutputStream(out), data);
      case XZ -> writeTo(new XZOutputStream(out, new LZMA2Options(1), XZ.CHECK_CRC32), data);
      case LZMA -> writeTo(new LZMAOutputStream(out, new LZMA2Options(1), data.length), data);
      case ZSTD -> out.writeBytes(storedZstd(data));
      case LZ4 -> out.writeBytes(storedLz4(data));
      default -> throw new IllegalArgumentException(compression.displayName());
    }
    return out.toByteArray();
  }

  private static void writeTo(OutputStream out, byte[] data) throws IOException {
    try (out) {
      out.write(data);
    }
  }

  private static byte[] storedZstd(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        new byte[] {
          0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0x38
        }); // window of 128 KiB, size unknown
    int at = 0;
    do {
      int size = Math.min(data.length - at, 1 << 17);
      int header = size << 3 | (at + size == data.length ? 1 : 0);
      out.write(header);
      out.write(header >> 8);
      out.write(header >> 16);
      out.write(data, at, size);
      at += size;
    } while (at < data.length);
    return out.toByteArray();
  }

  private static byte[] storedLz4(byte[] data) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(Math.min(data.length, 15) << 4);
    if (data.length >= 15) {
      for (int left = data.length - 15; left >= 0; left -= 255) {
        block.write(Math.min(left, 255));
      }
    }
    block.writeBytes(data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x02, 0x21, 0x4C, 0x18});
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(block.size() >> shift);
    }
    out.writeBytes(block.toByteArray());
    return out.toByteArray();
  }
}
