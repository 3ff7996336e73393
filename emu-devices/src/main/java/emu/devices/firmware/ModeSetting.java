package emu.devices.firmware;

import emu.core.memory.PhysicalMemory;
import java.util.List;

/** INT 10h/00h: programs the VGA for a mode. */
final class ModeSetting {
  private static final int KEEP_MEMORY = 0x80;
  private static final int BLANK = 0x0720_0720;

  // Bits of VIDEO_FLAGS.
  private static final int NO_PALETTE = 0x08;
  private static final int GREY = 0x02;

  private static final int SEQUENCER_RESET = 0;
  private static final int SCREEN_OFF = 0x20;
  private static final int CLOCKING = 1;

  private static final int CRTC_COLOUR = 0x3D4;
  private static final int CRTC_MONO = 0x3B4;

  /** In the BIOS data area: a mode of VBE. */
  private static final int NO_MODE = 0xFF;

  private static final int SHAPE = 0x0607;
  private static final int COMBINATION = 0x08;

  /** VGA, 256 KiB, not monochrome; the switches of an EGA with a colour display. */
  private static final int VIDEO_CONTROL = 0x60;

  private static final int VIDEO_SWITCHES = 0xF9;
  private static final int VIDEO_FLAGS = 0x51;

  private final VideoState state;
  private final VideoText text;
  private final VgaAccess vga;
  private final BiosData data;
  private final PhysicalMemory memory;
  private final VideoFonts fonts;

  ModeSetting(VideoState state, VideoText text, VideoFonts fonts) {
    this.state = state;
    this.text = text;
    this.fonts = fonts;
    this.vga = state.vga;
    this.data = state.data;
    this.memory = state.memory;
  }

  /** What the video BIOS leaves in the BIOS data area once. */
  void powerOn() {
    data.setByte(BiosData.VIDEO_CONTROL, VIDEO_CONTROL);
    data.setByte(BiosData.VIDEO_SWITCHES, VIDEO_SWITCHES);
    data.setByte(BiosData.VIDEO_FLAGS, VIDEO_FLAGS);
    data.setByte(BiosData.DISPLAY_COMBINATION, COMBINATION);
    data.setDword(BiosData.SAVE_POINTERS, BiosRom.pointer("save_pointers"));
  }

  /** Sets the mode {@code number}, which may have bit 7 set to keep memory; false if none is it. */
  boolean set(int number) {
    VideoMode mode = VideoMode.of(number & ~KEEP_MEMORY).orElse(null);
    if (mode == null) {
      return false;
    }
    boolean keep = (number & KEEP_MEMORY) != 0;
    state.dispi().disable();
    state.setVbeMode(0);
    program(mode);
    if (!keep) {
      clear(mode);
    }
    setData(mode, keep);
    if (mode.model().isText()) {
      fonts.loadRom(0, mode.glyphRows());
    }
    setVectors(mode);
    data.setWord(BiosData.CURSOR_SHAPE, SHAPE);
    for (int page = 0; page < 8; page++) {
      state.setCursor(page, 0);
    }
    text.setActivePage(0);
    return true;
  }

  /** Programs all registers and the palette. */
  void program(VideoMode mode) {
    loadPalette(mode.palette());
    List<Integer> attributes = mode.attributes();
    for (int i = 0; i < attributes.size(); i++) {
      vga.setAttribute(i, attributes.get(i));
    }
    vga.setAttribute(0x14, 0);
    vga.setSequencer(SEQUENCER_RESET, 0x01);
    List<Integer> sequencer = mode.sequencer();
    for (int i = 0; i < sequencer.size(); i++) {
      vga.setSequencer(i + 1, sequencer.get(i) | (i + 1 == CLOCKING ? SCREEN_OFF : 0));
    }
    vga.setSequencer(SEQUENCER_RESET, 0x03);
    List<Integer> graphics = mode.graphics();
    for (int i = 0; i < graphics.size(); i++) {
      vga.setGraphics(i, graphics.get(i));
    }
    vga.setMisc(mode.misc());
    vga.unlockCrtc();
    List<Integer> crtc = mode.crtc();
    for (int i = 0; i < crtc.size(); i++) {
      vga.setCrtc(i, crtc.get(i));
    }
    vga.setSequencer(CLOCKING, sequencer.getFirst());
  }

  private void loadPalette(VideoPalette palette) {
    int flags = data.byteAt(BiosData.VIDEO_FLAGS);
    vga.setDacMask(0xFF);
    if ((flags & NO_PALETTE) != 0) {
      return;
    }
    for (int i = 0; i < 256; i++) {
      int entry = i < palette.size() ? palette.entry(i) : 0;
      vga.setDac(i, (flags & GREY) != 0 ? PaletteService.grey(entry) : entry);
    }
  }

  private void clear(VideoMode mode) {
    boolean isText = mode.model().isText();
    boolean small = isText || mode.model() == VideoMode.Model.CGA;
    long value = isText ? BLANK & 0xFFFF_FFFFL | (long) BLANK << 32 : 0;
    for (int offset = 0; offset < (small ? 0x8000 : 0x1_0000); offset += 8) {
      memory.write(mode.window() + offset, 8, value);
    }
  }

  private void setData(VideoMode mode, boolean keep) {
    data.setByte(BiosData.VIDEO_MODE, mode.number());
    data.setWord(BiosData.COLUMNS, mode.columns());
    data.setWord(BiosData.PAGE_SIZE, mode.pageSize());
    data.setWord(BiosData.CRTC_PORT, mode.isMonochrome() ? CRTC_MONO : CRTC_COLOUR);
    data.setByte(BiosData.ROWS, mode.rows() - 1);
    data.setWord(BiosData.CHARACTER_HEIGHT, mode.glyphRows());
    data.setByte(BiosData.VIDEO_CONTROL, VIDEO_CONTROL | (keep ? KEEP_MEMORY : 0));
    data.setByte(
        BiosData.MODE_CONTROL, mode.number() == 0x06 ? 0x1A : mode.number() == 3 ? 0x29 : 0);
    data.setByte(BiosData.PALETTE, mode.number() == 0x06 ? 0x3F : 0x30);
  }

  private void setVectors(VideoMode mode) {
    memory.write(0x1F * 4, 4, BiosRom.pointer("font_8x8_upper"));
    memory.write(0x43 * 4, 4, BiosRom.pointer(VideoFonts.name(mode.glyphRows())));
  }

  /** Sets a mode of VBE; what of the VGA's registers matters is set by a mode of its own. */
  void setVbe(VbeMode mode, boolean linear, boolean keepMemory) {
    VideoMode like = VideoMode.of(mode.isPlanar() ? 0x12 : 0x13).orElseThrow();
    state.dispi().disable();
    program(like);
    state.dispi().enable(mode, linear, keepMemory);
    data.setWord(BiosData.COLUMNS, mode.width() / 8);
    data.setByte(BiosData.ROWS, mode.height() / 16 - 1);
    data.setWord(BiosData.CHARACTER_HEIGHT, 16);
    data.setWord(BiosData.PAGE_SIZE, 0);
    data.setByte(BiosData.ACTIVE_PAGE, 0);
    data.setByte(BiosData.VIDEO_MODE, NO_MODE);
    memory.write(0x43 * 4, 4, BiosRom.pointer("font_8x16"));
    for (int page = 0; page < 8; page++) {
      state.setCursor(page, 0);
    }
  }
}
