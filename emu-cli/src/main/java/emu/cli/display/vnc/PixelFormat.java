package emu.cli.display.vnc;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * How a viewer wants its pixels (RFC 6143, 7.4). One that wants a colour map gets one with 3 bits
 * of red, 3 of green and 2 of blue, and pixels that are places in it.
 */
final class PixelFormat {
  /** 32 bits, little-endian, 0xRRGGBB: what a server offers first. */
  static final PixelFormat OFFERED =
      new PixelFormat(32, 24, false, true, new int[] {255, 255, 255}, new int[] {16, 8, 0});

  private static final int[] MAP_MAXIMA = {7, 7, 3};
  private static final int[] MAP_SHIFTS = {5, 2, 0};
  private static final int LEVELS = 256;

  private final int bits;
  private final int depth;
  private final boolean bigEndian;
  private final boolean trueColour;
  private final int[] maxima;
  private final int[] shifts;

  /** For each level of red, green and blue, its part of a pixel. */
  private final int[][] parts = new int[3][LEVELS];

  private PixelFormat(
      int bits, int depth, boolean bigEndian, boolean trueColour, int[] maxima, int[] shifts) {
    this.bits = bits;
    this.depth = depth;
    this.bigEndian = bigEndian;
    this.trueColour = trueColour;
    this.maxima = maxima;
    this.shifts = shifts;
    for (int colour = 0; colour < parts.length; colour++) {
      for (int level = 0; level < LEVELS; level++) {
        int scaled = (level * maxima[colour] + LEVELS / 2 - 1) / (LEVELS - 1);
        parts[colour][level] = scaled << shifts[colour];
      }
    }
  }

  /**
   * Reads what a viewer sends.
   *
   * @throws ProtocolException if no pixel can be like that
   */
  static PixelFormat read(DataInputStream in) throws IOException {
    int bits = in.readUnsignedByte();
    int depth = in.readUnsignedByte();
    boolean bigEndian = in.readUnsignedByte() != 0;
    boolean trueColour = in.readUnsignedByte() != 0;
    int[] maxima = {in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort()};
    int[] shifts = {in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedByte()};
    in.skipNBytes(3);
    if (bits != 8 && bits != 16 && bits != 32 || !trueColour && bits != 8) {
      throw new ProtocolException("it asks for pixels of a kind that there is not");
    }
    if (!trueColour) {
      return new PixelFormat(bits, depth, bigEndian, false, MAP_MAXIMA, MAP_SHIFTS);
    }
    for (int i = 0; i < maxima.length; i++) {
      if (shifts[i] >= bits || (long) maxima[i] << shifts[i] >= 1L << bits) {
        throw new ProtocolException("it asks for colours that do not fit into a pixel");
      }
    }
    return new PixelFormat(bits, depth, bigEndian, true, maxima, shifts);
  }

  /** Appends the format itself, 16 bytes. */
  void describe(RfbBuffer out) {
    out.u8(bits).u8(depth).u8(bigEndian ? 1 : 0).u8(trueColour ? 1 : 0);
    Arrays.stream(maxima).forEach(out::u16);
    Arrays.stream(shifts).forEach(out::u8);
    out.u8(0).u16(0);
  }

  boolean hasColourMap() {
    return !trueColour;
  }

  /** Appends the message SetColourMapEntries (7.6.2) for all pixels that there are. */
  void describeColourMap(RfbBuffer out) {
    out.u8(1).u8(0).u16(0).u16(LEVELS);
    for (int pixel = 0; pixel < LEVELS; pixel++) {
      for (int colour = 0; colour < maxima.length; colour++) {
        out.u16(((pixel >> shifts[colour]) & maxima[colour]) * 0xFFFF / maxima[colour]);
      }
    }
  }

  /** The pixel for the colour {@code rgb}, 0xRRGGBB. */
  int pixel(int rgb) {
    return parts[0][(rgb >> 16) & 0xFF] | parts[1][(rgb >> 8) & 0xFF] | parts[2][rgb & 0xFF];
  }

  /** Bytes of a pixel. */
  int size() {
    return bits / 8;
  }

  /** Appends {@code pixel}. */
  void put(RfbBuffer out, int pixel) {
    put(out, pixel, size());
  }

  private void put(RfbBuffer out, int pixel, int size) {
    int inOrder = bigEndian ? Integer.reverseBytes(pixel) >>> (32 - 8 * size) : pixel;
    out.littleEndian(inOrder, size);
  }

  /** Bytes of a pixel in its compressed form (7.7.5, CPIXEL). */
  int compactSize() {
    return fitsLowBytes() || fitsHighBytes() ? 3 : size();
  }

  /** Appends {@code pixel} in its compressed form: the byte without colours is left out. */
  void putCompact(RfbBuffer out, int pixel) {
    int value = !fitsLowBytes() && fitsHighBytes() ? pixel >>> 8 : pixel;
    put(out, value, compactSize());
  }

  private boolean fitsLowBytes() {
    return isCompactable() && (allBits() & 0xFF00_0000) == 0;
  }

  private boolean fitsHighBytes() {
    return isCompactable() && (allBits() & 0xFF) == 0;
  }

  private boolean isCompactable() {
    return bits == 32 && depth <= 24 && trueColour;
  }

  private int allBits() {
    return maxima[0] << shifts[0] | maxima[1] << shifts[1] | maxima[2] << shifts[2];
  }
}
