package emu.devices.decompress;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.SingleXZInputStream;

/** xz and lzma, by XZ for Java, which reads not a byte past the end of a stream. */
final class XzDecoders {
  /** Dictionary and tables; kernels use dictionaries up to 128 MiB. */
  private static final int MEMORY_LIMIT_KIB = 192 << 10;

  @FunctionalInterface
  private interface Opener {
    InputStream open(InputStream input) throws IOException;
  }

  private XzDecoders() {}

  static int decodeXz(byte[] data, int from, int to, OutputStream sink) throws IOException {
    return decode(data, from, to, sink, input -> new SingleXZInputStream(input, MEMORY_LIMIT_KIB));
  }

  static int decodeLzma(byte[] data, int from, int to, OutputStream sink) throws IOException {
    return decode(data, from, to, sink, input -> new LZMAInputStream(input, MEMORY_LIMIT_KIB));
  }

  private static int decode(byte[] data, int from, int to, OutputStream sink, Opener opener)
      throws IOException {
    InputStream input = new ByteArrayInputStream(data, from, to - from);
    try (InputStream output = opener.open(input)) {
      output.transferTo(sink);
      return to - input.available();
    } catch (EOFException e) {
      throw e;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("the data are damaged", e);
    }
  }
}
