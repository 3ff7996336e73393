package emu.devices.firmware;

import emu.core.memory.PhysicalMemory;
import java.util.Optional;

/** Which mode is set and what the BIOS data area says about it. */
final class VideoState {
  /** A word of the BIOS data area that is reserved: the VBE mode, 0 for none. */
  private static final int VBE_MODE = 0xBA;

  private static final VideoMode TEXT = VideoMode.of(0x03).orElseThrow();
  private static final int MODE = 0x7F;

  /** What a program may have left in the BIOS data area is held against. */
  private static final int MOST_COLUMNS = 512;

  final BiosData data;
  final VgaAccess vga;
  final PhysicalMemory memory;
  private final Dispi dispi;

  VideoState(BiosData data, VgaAccess vga, PhysicalMemory memory, Dispi dispi) {
    this.data = data;
    this.vga = vga;
    this.memory = memory;
    this.dispi = dispi;
  }

  Dispi dispi() {
    return dispi;
  }

  /** The VBE mode that is set, without its flags. */
  Optional<VbeMode> vbeMode() {
    int number = data.wordAt(VBE_MODE);
    return number == 0 ? Optional.empty() : VbeMode.of(number & 0x3FFF);
  }

  /** What INT 10h/4F02h was given, or the number of the VGA's mode. */
  int modeWord() {
    int number = data.wordAt(VBE_MODE);
    return number == 0 ? data.byteAt(BiosData.VIDEO_MODE) & MODE : number;
  }

  void setVbeMode(int word) {
    data.setWord(VBE_MODE, word);
  }

  /** The mode of the VGA; mode 03h if a program left another number. */
  VideoMode mode() {
    return VideoMode.of(data.byteAt(BiosData.VIDEO_MODE) & MODE).orElse(TEXT);
  }

  boolean isText() {
    return vbeMode().isEmpty() && mode().model().isText();
  }

  int columns() {
    return Math.clamp(data.wordAt(BiosData.COLUMNS), 1, MOST_COLUMNS);
  }

  int rows() {
    return data.byteAt(BiosData.ROWS) + 1;
  }

  int glyphRows() {
    return Math.clamp(data.wordAt(BiosData.CHARACTER_HEIGHT), 1, 32);
  }

  int activePage() {
    return data.byteAt(BiosData.ACTIVE_PAGE) & 7;
  }

  /** Column in the lower byte, row in the upper. */
  int cursor(int page) {
    return data.wordAt(BiosData.CURSORS + 2 * (page & 7));
  }

  void setCursor(int page, int position) {
    data.setWord(BiosData.CURSORS + 2 * (page & 7), position);
  }

  /** Offset of {@code page} in the window. */
  int pageStart(int page) {
    return (page & 7) * data.wordAt(BiosData.PAGE_SIZE);
  }

  /** Bytes of a row of a planar mode. */
  private int planarStride() {
    return columns();
  }

  /** What a graphics mode shows at {@code page}. */
  Canvas canvas(int page) {
    Optional<VbeMode> vbe = vbeMode();
    if (vbe.isPresent() && vbe.get().bits() > 4) {
      return new LinearCanvas(memory, dispi.frameBuffer(), dispi.stride(), vbe.get().bits());
    }
    if (vbe.isPresent()) {
      return new PlanarCanvas(vga, memory, vbe.get().width() / 8, 0);
    }
    VideoMode mode = mode();
    return switch (mode.model()) {
      case CGA -> new CgaCanvas(memory, mode.bits());
      case PACKED -> new LinearCanvas(memory, mode.window(), mode.width(), 8);
      default -> new PlanarCanvas(vga, memory, planarStride(), pageStart(page));
    };
  }

  /** Columns and rows of pixels, in that order. */
  int[] size() {
    return vbeMode()
        .map(mode -> new int[] {mode.width(), mode.height()})
        .orElseGet(() -> new int[] {mode().width(), mode().height()});
  }
}
