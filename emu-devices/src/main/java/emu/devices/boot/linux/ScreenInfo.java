package emu.devices.boot.linux;

import emu.devices.boot.GuestLayout;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What Linux is told of a display in text mode, its screen_info (Linux,
 * include/uapi/linux/screen_info.h). Its 16-bit setup asks the BIOS for that; here it comes from
 * where a BIOS keeps it, the BIOS data area (IBM, "PS/2 and PC BIOS Interface Technical
 * Reference").
 */
public record ScreenInfo(
    int mode, int columns, int rows, int characterHeight, int cursorColumn, int cursorRow) {
  private static final long BIOS_MODE = 0x449;
  private static final long BIOS_COLUMNS = 0x44A;
  private static final long BIOS_CURSOR = 0x450;
  private static final long BIOS_LAST_ROW = 0x484;
  private static final long BIOS_CHARACTER_HEIGHT = 0x485;

  private static final int ORIG_X = 0x00;
  private static final int ORIG_Y = 0x01;
  private static final int ORIG_VIDEO_MODE = 0x06;
  private static final int ORIG_VIDEO_COLS = 0x07;
  private static final int ORIG_VIDEO_EGA_BX = 0x0A;
  private static final int ORIG_VIDEO_LINES = 0x0E;
  private static final int ORIG_VIDEO_IS_VGA = 0x0F;
  private static final int ORIG_VIDEO_POINTS = 0x10;

  /** An EGA or better with colours and 256 KiB, as INT 10h function 12h says it in BX. */
  private static final short EGA_COLOUR_256K = 0x0003;

  /** The display that the firmware has left in a text mode; empty if there is none. */
  public static Optional<ScreenInfo> of(GuestLayout memory) {
    int columns = (int) memory.read(BIOS_COLUMNS, 2);
    if (columns == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ScreenInfo(
            (int) memory.read(BIOS_MODE, 1),
            columns,
            (int) memory.read(BIOS_LAST_ROW, 1) + 1,
            (int) memory.read(BIOS_CHARACTER_HEIGHT, 2),
            (int) memory.read(BIOS_CURSOR, 1),
            (int) memory.read(BIOS_CURSOR + 1, 1)));
  }

  /** Writes it to the zero page {@code page}. */
  public void write(ByteBuffer page) {
    page.put(ORIG_X, (byte) cursorColumn)
        .put(ORIG_Y, (byte) cursorRow)
        .put(ORIG_VIDEO_MODE, (byte) mode)
        .put(ORIG_VIDEO_COLS, (byte) columns)
        .putShort(ORIG_VIDEO_EGA_BX, EGA_COLOUR_256K)
        .put(ORIG_VIDEO_LINES, (byte) rows)
        .put(ORIG_VIDEO_IS_VGA, (byte) 1)
        .putShort(ORIG_VIDEO_POINTS, (short) characterHeight);
  }
}
