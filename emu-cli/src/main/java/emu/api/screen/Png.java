package emu.api.screen;

import emu.devices.display.Frame;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a picture as Portable Network Graphics (ISO/IEC 15948), 8 bits of red, green and blue.
 * Java's own encoder would start the whole of java.desktop.
 */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BIT_DEPTH = 8;
  private static final int TRUE_COLOUR = 2;

  /** Each byte of a row as the difference from the one above (9.2). */
  private static final int FILTER_UP = 2;

  private Png() {}

  /**
   * Writes {@code frame} to {@code out} and leaves that open.
   *
   * @throws IllegalArgumentException if the frame has no pixel, which PNG cannot say
   */
  public static void write(Frame frame, OutputStream out) throws IOException {
    if (frame.width() == 0 || frame.height() == 0) {
      throw new IllegalArgumentException("a picture without pixels");
    }
    out.write(SIGNATURE);
    chunk(out, "IHDR", header(frame));
    chunk(out, "IDAT", data(frame));
    chunk(out, "IEND", new byte[0]);
    out.flush();
  }

  private static byte[] header(Frame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(frame.width());
    data.writeInt(frame.height());
    // After the colour type: compression, filter and interlace methods, of which 0 is the plain
    // one.
    data.write(new byte[] {BIT_DEPTH, TRUE_COLOUR, 0, 0, 0});
    return bytes.toByteArray();
  }

  private static byte[] data(Frame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int width = frame.width();
    int[] pixels = frame.pixels();
    byte[] row = new byte[1 + 3 * width];
    row[0] = FILTER_UP;
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      for (int y = 0; y < frame.height(); y++) {
        for (int x = 0; x < width; x++) {
          int pixel = pixels[y * width + x];
          int above = y == 0 ? 0 : pixels[(y - 1) * width + x];
          row[3 * x + 1] = (byte) ((pixel >> 16) - (above >> 16));
          row[3 * x + 2] = (byte) ((pixel >> 8) - (above >> 8));
          row[3 * x + 3] = (byte) (pixel - above);
        }
        deflater.write(row);
      }
    }
    return bytes.toByteArray();
  }

  private static void chunk(OutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    DataOutputStream chunk = new DataOutputStream(out);
    chunk.writeInt(data.length);
    chunk.write(name);
    chunk.write(data);
    chunk.writeInt((int) crc.getValue());
  }
}
