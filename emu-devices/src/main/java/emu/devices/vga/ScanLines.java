package emu.devices.vga;

/** Goes through the scan lines of a picture as the CRT controller's counters do. */
final class ScanLines {
  private final Crtc crtc;
  private int line;
  private int address;
  private int row;
  private int repeat;
  private boolean split;

  /** Stands on the first line. */
  ScanLines(Crtc crtc) {
    this.crtc = crtc;
    this.address = crtc.startAddress();
    this.row = crtc.presetRow();
  }

  /** The line, 0 for the topmost. */
  int line() {
    return line;
  }

  /** The address counter at the line's start. */
  int address() {
    return address;
  }

  /** The line's row in its characters. */
  int row() {
    return row;
  }

  /** Whether it is the last line of its row of characters. */
  boolean isLastOfRow() {
    return row == crtc.rowHeight() - 1 && repeat == crtc.repeats() - 1;
  }

  /** Whether the line is below line compare. */
  boolean isSplit() {
    return split;
  }

  boolean isInside() {
    return line < crtc.linesShown();
  }

  void next() {
    int lines = crtc.linesPerCount();
    boolean compared = line / lines == crtc.lineCompare() && line % lines == lines - 1;
    if (compared) {
      address = 0;
      row = 0;
      repeat = 0;
      split = true;
    } else if (++repeat >= crtc.repeats()) {
      repeat = 0;
      if (row == crtc.rowHeight() - 1) {
        row = 0;
        address += crtc.rowOffset();
      } else {
        row = row + 1 & 0x1F;
      }
    }
    line++;
  }
}
