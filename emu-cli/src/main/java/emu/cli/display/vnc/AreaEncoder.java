package emu.cli.display.vnc;

/** A way to write the pixels of an area. */
interface AreaEncoder extends AutoCloseable {

  /**
   * Appends the pixels of {@code area}.
   *
   * @param pixels 0xRRGGBB, row by row, of the whole picture
   * @param stride pixels in one of its rows
   */
  void encode(int[] pixels, int stride, Area area, PixelFormat format, RfbBuffer out);

  /** The encoder of {@code encoding}. */
  static AreaEncoder of(Encoding encoding) {
    return switch (encoding) {
      case ZRLE -> new ZrleEncoder();
      case HEXTILE -> new HextileEncoder();
      default -> AreaEncoder::encodeRaw;
    };
  }

  /** Pixel by pixel (RFC 6143, 7.7.1). */
  private static void encodeRaw(
      int[] pixels, int stride, Area area, PixelFormat format, RfbBuffer out) {
    for (int y = area.y(); y < area.y() + area.height(); y++) {
      for (int x = area.x(); x < area.x() + area.width(); x++) {
        format.put(out, format.pixel(pixels[y * stride + x]));
      }
    }
  }

  @Override
  default void close() {}
}
