package emu.devices.boot.multiboot;

import emu.devices.boot.BootDisplay.Framebuffer;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The framebuffer fields, which are the same in both versions ("Boot information format"). */
final class ScreenFields {
  /** Bytes up to the type. */
  static final int COMMON = 22;

  /** Bytes of the colours' positions and sizes. */
  static final int COLOURS = 6;

  private static final int RGB = 1;
  private static final int EGA_TEXT = 2;

  private static final long TEXT_ADDRESS = 0xB8000;
  private static final int COLUMNS = 80;
  private static final int ROWS = 25;
  private static final int CELL_BITS = 16;

  private ScreenFields() {}

  /** Writes address, pitch, width, height, bits and type of a picture, or of the text screen. */
  static void putCommon(ByteBuffer to, int at, Optional<Framebuffer> picture) {
    Framebuffer shown =
        picture.orElse(
            new Framebuffer(TEXT_ADDRESS, COLUMNS * CELL_BITS / 8, COLUMNS, ROWS, CELL_BITS));
    to.putLong(at, shown.address())
        .putInt(at + 8, shown.pitch())
        .putInt(at + 12, shown.width())
        .putInt(at + 16, shown.height())
        .put(at + 20, (byte) shown.bits())
        .put(at + 21, (byte) (picture.isPresent() ? RGB : EGA_TEXT));
  }

  /** Writes position and size of red, green and blue in a pixel. */
  static void putColours(ByteBuffer to, int at, Framebuffer picture) {
    byte[] colours =
        switch (picture.bits()) {
          case 15 -> new byte[] {10, 5, 5, 5, 0, 5};
          case 16 -> new byte[] {11, 5, 5, 6, 0, 5};
          default -> new byte[] {16, 8, 8, 8, 0, 8};
        };
    to.put(at, colours);
  }
}
