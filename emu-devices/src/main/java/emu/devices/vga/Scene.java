package emu.devices.vga;

import emu.devices.display.Frame;

/** All that a picture is made of, copied from the adapter by a viewer's thread. */
final class Scene {
  /** Bytes of the VGA's memory. */
  static final int PLANES_BYTES = 0x4_0000;

  private static final int CURSOR_FRAMES = 16;
  private static final int BLINK_FRAMES = 32;

  private final VgaRegisters registers;
  private final int[] colours;
  private final byte[] planes;
  private final long frames;
  private int[] shifted = {};

  /**
   * A scene of copies.
   *
   * @param colours the DAC's colours, 0xRRGGBB
   * @param planes the VGA's 256 KiB: byte 4a + p is plane p at address a
   * @param frames how many pictures the monitor has shown before
   */
  Scene(VgaRegisters registers, int[] colours, byte[] planes, long frames) {
    this.registers = registers;
    this.colours = colours;
    this.planes = planes;
    this.frames = frames;
  }

  VgaRegisters registers() {
    return registers;
  }

  /** The DAC's colours. */
  int[] colours() {
    return colours;
  }

  int plane(int plane, int address) {
    return planes[(address & 0xFFFF) << 2 | plane] & 0xFF;
  }

  /** The four planes at {@code address}, 0 to FFFFh. */
  int word(int address) {
    int at = address << 2;
    return planes[at] & 0xFF
        | (planes[at + 1] & 0xFF) << 8
        | (planes[at + 2] & 0xFF) << 16
        | planes[at + 3] << 24;
  }

  /** The colours of the 16 values that four planes make. */
  int[] planeColours() {
    int[] palette = registers.palette();
    for (int i = 0; i < palette.length; i++) {
      palette[i] = colours[palette[i]];
    }
    return palette;
  }

  /** Whether the cursor is in the visible half of its blinking. */
  boolean cursorPhase() {
    return (frames / CURSOR_FRAMES & 1) == 0;
  }

  /** Whether characters that blink are in the visible half of it. */
  boolean blinkPhase() {
    return (frames / BLINK_FRAMES & 1) == 0;
  }

  /** Dots that the line at {@code lines} begins further left. */
  int panning(ScanLines lines) {
    int dots = registers.isGraphics() ? 8 : registers.dotsPerCharacter();
    if (lines.isSplit() && registers.attributeMode(VgaRegisters.ATTRIBUTE_SPLIT_PANNING)) {
      return 0;
    }
    int panning = registers.attribute[VgaRegisters.PIXEL_PANNING];
    if (dots == 9) {
      return panning >= 8 ? 0 : panning + 1;
    }
    return panning & 7;
  }

  /**
   * Shows the dots of {@code line} from {@code from} on as row {@code y}, each as often as the
   * clock says.
   */
  void show(Frame frame, int y, int[] line, int from) {
    int repeat = registers.clocksPerDot();
    if (repeat == 1 && from == 0) {
      frame.setRow(y, line);
      return;
    }
    int width = frame.width();
    if (shifted.length != width) {
      shifted = new int[width];
    }
    for (int x = 0; x < width; x++) {
      shifted[x] = line[from + x / repeat];
    }
    frame.setRow(y, shifted);
  }
}
