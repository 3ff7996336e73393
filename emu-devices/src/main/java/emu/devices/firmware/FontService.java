package emu.devices.firmware;

import emu.core.cpu.Segment;

/** INT 10h/11h: fonts. */
final class FontService {
  private static final int CHARACTER_MAP = 3;
  private static final int MAXIMUM_SCAN_LINE = 0x09;
  private static final int DISPLAY_END = 0x12;
  private static final int OVERFLOW = 0x07;
  private static final int UNDERLINE = 0x14;

  private static final int FONT_VECTOR = 0x43 * 4;
  private static final int UPPER_FONT_VECTOR = 0x1F * 4;
  private static final int SHAPE = 0x0607;

  private final VideoState state;
  private final VideoText text;
  private final VideoFonts fonts;

  FontService(VideoState state, VideoText text, VideoFonts fonts) {
    this.state = state;
    this.text = text;
    this.fonts = fonts;
  }

  Answer call(Caller caller) {
    int function = caller.al();
    switch (function) {
      case 0x00, 0x10 -> {
        long source = caller.linear(Segment.ES, caller.bp());
        fonts.load(caller.bl() & 7, source, caller.dx(), caller.cx(), caller.bh());
        if (function == 0x10) {
          setRows(caller.bh());
        }
      }
      case 0x01, 0x02, 0x04, 0x11, 0x12, 0x14 -> {
        int rows = (function & 0x0F) == 1 ? 14 : (function & 0x0F) == 2 ? 8 : 16;
        fonts.loadRom(caller.bl() & 7, rows);
        if ((function & 0x10) != 0) {
          setRows(rows);
        }
      }
      case 0x03 -> state.vga.setSequencer(CHARACTER_MAP, caller.bl());
      case 0x20 ->
          state.memory.write(
              UPPER_FONT_VECTOR, 4, pointer(caller.segment(Segment.ES), caller.bp()));
      case 0x21 -> {
        int font = pointer(caller.segment(Segment.ES), caller.bp());
        setGraphics(caller, font, caller.cx());
      }
      case 0x22, 0x23, 0x24 -> {
        int rows = function == 0x22 ? 14 : function == 0x23 ? 8 : 16;
        setGraphics(caller, BiosRom.pointer(VideoFonts.name(rows)), rows);
      }
      case 0x30 -> information(caller);
      default -> {}
    }
    return Answer.DONE;
  }

  private static int pointer(int segment, int offset) {
    return segment << 16 | offset;
  }

  /** As many rows of characters as fit on the screen with {@code height} lines each. */
  private void setRows(int height) {
    int lines = Math.clamp(height, 1, 32);
    VgaAccess vga = state.vga;
    vga.setCrtc(MAXIMUM_SCAN_LINE, vga.crtc(MAXIMUM_SCAN_LINE) & 0xE0 | lines - 1);
    vga.setCrtc(UNDERLINE, vga.crtc(UNDERLINE) & 0xE0 | lines - 1);
    int overflow = vga.crtc(OVERFLOW);
    int visible = (vga.crtc(DISPLAY_END) | (overflow & 0x02) << 7 | (overflow & 0x40) << 3) + 1;
    int rows = Math.max(1, visible / lines);
    state.data.setByte(BiosData.ROWS, rows - 1);
    state.data.setWord(BiosData.CHARACTER_HEIGHT, lines);
    state.data.setWord(BiosData.PAGE_SIZE, rows * state.columns() * 2 + 0xFF & ~0xFF);
    int end = rows * lines - 1;
    vga.setCrtc(DISPLAY_END, end);
    vga.setCrtc(OVERFLOW, overflow & ~0x42 | end >> 7 & 0x02 | end >> 3 & 0x40);
    text.setCursorShape(SHAPE);
  }

  private void setGraphics(Caller caller, int font, int height) {
    state.memory.write(FONT_VECTOR, 4, font);
    state.data.setWord(BiosData.CHARACTER_HEIGHT, height);
    int rows =
        switch (caller.bl()) {
          case 0 -> caller.dl();
          case 1 -> 14;
          case 3 -> 43;
          default -> 25;
        };
    state.data.setByte(BiosData.ROWS, rows - 1);
  }

  /** INT 10h/1130h. */
  private void information(Caller caller) {
    int font =
        switch (caller.bh()) {
          case 0 -> (int) state.memory.read(UPPER_FONT_VECTOR, 4);
          case 1 -> (int) state.memory.read(FONT_VECTOR, 4);
          case 2 -> BiosRom.pointer("font_8x14");
          case 3 -> BiosRom.pointer("font_8x8");
          case 4 -> BiosRom.pointer("font_8x8_upper");
          case 5, 7 -> BiosRom.pointer("alternate_9x16");
          case 6 -> BiosRom.pointer("font_8x16");
          default -> 0;
        };
    if (caller.bh() > 7) {
      return;
    }
    caller.setSegment(Segment.ES, font >>> 16);
    caller.setBp(font);
    caller.setCx(state.data.wordAt(BiosData.CHARACTER_HEIGHT));
    caller.setDl(state.data.byteAt(BiosData.ROWS));
  }
}
