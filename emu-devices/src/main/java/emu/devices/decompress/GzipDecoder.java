package emu.devices.decompress;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One member of a gzip file, RFC 1952; the JDK inflates. Unlike the JDK's stream it tells where the
 * member ends.
 */
final class GzipDecoder {
  private static final int HEADER = 10;
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int DEFLATE = 8;

  private GzipDecoder() {}

  /** As {@link Compression#decode}. */
  static int decode(byte[] data, int from, int to, OutputStream sink) throws IOException {
    LittleEndian input = new LittleEndian(data, from, to);
    int start = skipHeader(input);
    CRC32 crc = new CRC32();
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(data, start, to - start);
      byte[] buffer = new byte[1 << 14];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw inflater.needsDictionary()
              ? new IOException("a preset dictionary is wanted")
              : new EOFException();
        }
        crc.update(buffer, 0, count);
        sink.write(buffer, 0, count);
      }
      input.seek(to - inflater.getRemaining());
      if (input.u32() != crc.getValue()
          || input.u32() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
        throw new IOException("the checksum does not match");
      }
      return input.position();
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static int skipHeader(LittleEndian input) throws IOException {
    input.skip(2);
    if (input.u8() != DEFLATE) {
      throw new IOException("the compression method is unknown");
    }
    int flags = input.u8();
    input.skip(HEADER - 4);
    if ((flags & FEXTRA) != 0) {
      input.skip(input.u16());
    }
    if ((flags & FNAME) != 0) {
      skipText(input);
    }
    if ((flags & FCOMMENT) != 0) {
      skipText(input);
    }
    if ((flags & FHCRC) != 0) {
      input.skip(2);
    }
    return input.position();
  }

  private static void skipText(LittleEndian input) throws IOException {
    while (input.u8() != 0) {
      // Latin-1 text up to a zero; nothing here needs it.
    }
  }
}
