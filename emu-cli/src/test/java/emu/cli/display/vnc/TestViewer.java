package emu.cli.display.vnc;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A viewer, written from the protocol's description and nothing else. */
final class TestViewer implements AutoCloseable {
  private static final int TIMEOUT_MILLISECONDS = 20_000;

  final Socket socket;
  final DataInputStream in;
  final DataOutputStream out;

  /** Encodings of the rectangles of the last update, in their order. */
  final List<Integer> seen = new ArrayList<>();

  int width;
  int height;
  int sizeReason;
  int sizeStatus;
  String name;

  /** What it shows, as pixels of its own format. */
  int[] pixels;

  int[] colourMap;
  private int bits = 32;
  private int depth = 24;
  private boolean bigEndian;
  private boolean compact = true;
  private boolean compactHigh;
  private final Inflater inflater = new Inflater();

  TestViewer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLISECONDS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(socket.getOutputStream());
  }

  String exchangeVersions(String ours) throws IOException {
    String theirs = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
    out.write(ours.getBytes(StandardCharsets.US_ASCII));
    return theirs;
  }

  /** Comes in as a viewer of version 3.8 without a password. */
  TestViewer enter() throws IOException {
    exchangeVersions("RFB 003.008\n");
    in.skipNBytes(in.readUnsignedByte());
    out.write(1);
    in.skipNBytes(4);
    initialise();
    return this;
  }

  void initialise() throws IOException {
    out.write(1);
    resize(in.readUnsignedShort(), in.readUnsignedShort());
    in.skipNBytes(16);
    name = string();
  }

  String string() throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
  }

  private void resize(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    pixels = new int[width * height];
  }

  void setFormat(
      int newBits, int newDepth, boolean big, boolean trueColour, int[] maxima, int[] shifts)
      throws IOException {
    bits = newBits;
    depth = newDepth;
    bigEndian = big;
    out.write(new byte[] {0, 0, 0, 0, (byte) bits, (byte) depth});
    out.writeBoolean(big);
    out.writeBoolean(trueColour);
    long all = 0;
    for (int i = 0; i < 3; i++) {
      out.writeShort(maxima[i]);
      all |= (long) maxima[i] << shifts[i];
    }
    for (int shift : shifts) {
      out.write(shift);
    }
    out.write(new byte[3]);
    boolean low = all < 1 << 24;
    compact = bits == 32 && depth <= 24 && (low || (all & 0xFF) == 0);
    compactHigh = compact && !low;
  }

  void setEncodings(int... encodings) throws IOException {
    out.write(new byte[] {2, 0});
    out.writeShort(encodings.length);
    for (int encoding : encodings) {
      out.writeInt(encoding);
    }
  }

  void request(boolean incremental) throws IOException {
    request(incremental, 0, 0, width, height);
  }

  void request(boolean incremental, int x, int y, int areaWidth, int areaHeight)
      throws IOException {
    out.write(3);
    out.writeBoolean(incremental);
    for (int value : new int[] {x, y, areaWidth, areaHeight}) {
      out.writeShort(value);
    }
  }

  /** Takes messages up to the next update, and that. */
  void update() throws IOException {
    seen.clear();
    int message = in.readUnsignedByte();
    if (message == 1) {
      in.skipNBytes(3);
      colourMap = new int[in.readUnsignedShort()];
      for (int i = 0; i < colourMap.length; i++) {
        int red = in.readUnsignedShort() >> 8;
        int green = in.readUnsignedShort() >> 8;
        colourMap[i] = red << 16 | green << 8 | in.readUnsignedShort() >> 8;
      }
      message = in.readUnsignedByte();
    }
    if (message != 0) {
      throw new IOException("message " + message);
    }
    in.skipNBytes(1);
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      rectangle();
    }
  }

  private void rectangle() throws IOException {
    int x = in.readUnsignedShort();
    int y = in.readUnsignedShort();
    int w = in.readUnsignedShort();
    int h = in.readUnsignedShort();
    int encoding = in.readInt();
    seen.add(encoding);
    switch (encoding) {
      case 0 -> {
        for (int i = 0; i < w * h; i++) {
          set(x + i % w, y + i / w, pixel(in, bits / 8));
        }
      }
      case 5 -> hextile(x, y, w, h);
      case 16 -> zrle(x, y, w, h);
      case -223 -> resize(w, h);
      case -308 -> {
        sizeReason = x;
        sizeStatus = y;
        in.skipNBytes(16L * in.readUnsignedByte() + 3);
        if (w != width || h != height) {
          resize(w, h);
        }
      }
      case -257, -258 -> {}
      default -> throw new IOException("encoding " + encoding);
    }
  }

  private int pixel(DataInputStream from, int size) throws IOException {
    int value = 0;
    for (int i = 0; i < size; i++) {
      int next = from.readUnsignedByte();
      value = bigEndian ? value << 8 | next : value | next << (8 * i);
    }
    return value;
  }

  private int compactPixel(DataInputStream from) throws IOException {
    if (!compact) {
      return pixel(from, bits / 8);
    }
    int value = pixel(from, 3);
    return compactHigh ? value << 8 : value;
  }

  private void set(int x, int y, int pixel) {
    pixels[y * width + x] = pixel;
  }

  private void fill(int x, int y, int w, int h, int pixel) {
    for (int i = 0; i < w * h; i++) {
      set(x + i % w, y + i / w, pixel);
    }
  }

  private void hextile(int left, int top, int areaWidth, int areaHeight) throws IOException {
    int background = 0;
    int foreground = 0;
    for (int y = top; y < top + areaHeight; y += 16) {
      for (int x = left; x < left + areaWidth; x += 16) {
        int w = Math.min(16, left + areaWidth - x);
        int h = Math.min(16, top + areaHeight - y);
        int kind = in.readUnsignedByte();
        if ((kind & 1) != 0) {
          for (int i = 0; i < w * h; i++) {
            set(x + i % w, y + i / w, pixel(in, bits / 8));
          }
          continue;
        }
        background = (kind & 2) != 0 ? pixel(in, bits / 8) : background;
        foreground = (kind & 4) != 0 ? pixel(in, bits / 8) : foreground;
        fill(x, y, w, h, background);
        int count = (kind & 8) != 0 ? in.readUnsignedByte() : 0;
        for (int i = 0; i < count; i++) {
          int colour = (kind & 16) != 0 ? pixel(in, bits / 8) : foreground;
          int place = in.readUnsignedByte();
          int size = in.readUnsignedByte();
          fill(x + (place >> 4), y + (place & 15), (size >> 4) + 1, (size & 15) + 1, colour);
        }
      }
    }
  }

  private void zrle(int left, int top, int areaWidth, int areaHeight) throws IOException {
    byte[] packed = in.readNBytes(in.readInt());
    inflater.setInput(packed);
    DataInputStream plain =
        new DataInputStream(
            new InflaterInputStream(new ByteArrayInputStream(new byte[0]), inflater));
    for (int y = top; y < top + areaHeight; y += 64) {
      for (int x = left; x < left + areaWidth; x += 64) {
        int w = Math.min(64, left + areaWidth - x);
        int h = Math.min(64, top + areaHeight - y);
        tile(plain, x, y, w, h);
      }
    }
  }

  private void tile(DataInputStream plain, int x, int y, int w, int h) throws IOException {
    int kind = plain.readUnsignedByte();
    int[] palette = new int[kind & 127];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = compactPixel(plain);
    }
    if (kind == 1) {
      fill(x, y, w, h, palette[0]);
    } else if (kind == 0) {
      for (int i = 0; i < w * h; i++) {
        set(x + i % w, y + i / w, compactPixel(plain));
      }
    } else if (kind < 128) {
      int size = kind == 2 ? 1 : kind <= 4 ? 2 : 4;
      for (int row = 0; row < h; row++) {
        int value = 0;
        for (int column = 0; column < w; column++) {
          int bit = column * size % 8;
          value = bit == 0 ? plain.readUnsignedByte() : value;
          set(x + column, y + row, palette[value >> (8 - size - bit) & (1 << size) - 1]);
        }
      }
    } else {
      runs(plain, x, y, w, h, palette);
    }
  }

  private void runs(DataInputStream plain, int x, int y, int w, int h, int[] palette)
      throws IOException {
    int i = 0;
    while (i < w * h) {
      int length = 1;
      int pixel;
      boolean run = true;
      if (palette.length > 0) {
        int index = plain.readUnsignedByte();
        run = index >= 128;
        pixel = palette[index & 127];
      } else {
        pixel = compactPixel(plain);
      }
      int more = run ? 255 : 0;
      while (more == 255) {
        more = plain.readUnsignedByte();
        length += more;
      }
      for (int end = i + length; i < end; i++) {
        set(x + i % w, y + i / w, pixel);
      }
    }
  }

  void key(int keysym, boolean pressed) throws IOException {
    out.write(4);
    out.writeBoolean(pressed);
    out.writeShort(0);
    out.writeInt(keysym);
  }

  void extendedKey(int keysym, int scanCode, boolean pressed) throws IOException {
    out.write(new byte[] {(byte) 255, 0});
    out.writeShort(pressed ? 1 : 0);
    out.writeInt(keysym);
    out.writeInt(scanCode);
  }

  void pointer(int mask, int x, int y) throws IOException {
    out.write(5);
    out.write(mask);
    out.writeShort(x);
    out.writeShort(y);
  }

  /** Whether the other side has closed the connection; waits for it. */
  boolean isClosed() throws IOException {
    try {
      while (in.read() >= 0) {
        // What was under way.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    socket.close();
  }
}
