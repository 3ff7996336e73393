package emu.devices.vga;

import emu.devices.display.Frame;

/** Draws a text mode: characters from plane 0, attributes from plane 1, fonts from plane 2. */
final class TextPicture {
  private static final int FIRST_LINE_GRAPHICS = 0xC0;
  private static final int LAST_LINE_GRAPHICS = 0xDF;

  private final Scene scene;
  private final TextAttributes attributes;
  private final Crtc crtc;
  private final int dots;
  private final int clocksPerDot;
  private final boolean repeatsLastDot;
  private final int[] line;

  TextPicture(Scene scene) {
    this.scene = scene;
    this.attributes = new TextAttributes(scene);
    VgaRegisters registers = scene.registers();
    this.crtc = registers.crtc;
    this.dots = registers.dotsPerCharacter();
    this.clocksPerDot = registers.clocksPerDot();
    this.repeatsLastDot = registers.attributeMode(VgaRegisters.ATTRIBUTE_LINE_GRAPHICS);
    this.line = new int[(crtc.horizontalDisplayed() + 1) * dots];
  }

  void draw(Frame frame) {
    int columns = crtc.horizontalDisplayed();
    frame.begin(columns * dots * clocksPerDot, crtc.linesShown());
    for (ScanLines lines = new ScanLines(crtc); lines.isInside(); lines.next()) {
      for (int column = 0; column <= columns; column++) {
        drawCharacter(lines.address() + column, lines.row(), column * dots);
      }
      scene.show(frame, lines.line(), line, scene.panning(lines));
    }
  }

  /** Draws a row of one character, and its space, at {@code x}. */
  private void drawCharacter(int counter, int row, int x) {
    int address = crtc.memoryAddress(counter, row);
    int code = scene.plane(0, address);
    int attribute = scene.plane(1, address);
    int glyph = attributes.glyphRow(code, attribute, row);
    boolean space = repeatsLastDot && isLineGraphics(code) && (glyph & 1) != 0;
    if (isCursor(counter, row)) {
      glyph = 0xFF;
      space = true;
    }
    int foreground = attributes.foreground(attribute);
    int background = attributes.background(attribute);
    for (int i = 0; i < 8; i++) {
      line[x + i] = (glyph & 0x80 >> i) != 0 ? foreground : background;
    }
    if (dots == 9) {
      line[x + 8] = space ? foreground : background;
    }
  }

  /** Whether a character's last dot goes on into the space: those that draw lines. */
  private static boolean isLineGraphics(int code) {
    return code >= FIRST_LINE_GRAPHICS && code <= LAST_LINE_GRAPHICS;
  }

  private boolean isCursor(int counter, int row) {
    return (counter & 0xFFFF) == crtc.cursorAddress()
        && crtc.cursorOn()
        && row >= crtc.cursorFirstRow()
        && row <= crtc.cursorLastRow()
        && scene.cursorPhase();
  }
}
