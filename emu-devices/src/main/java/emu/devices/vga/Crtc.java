package emu.devices.vga;

/**
 * The CRT controller's registers and what they say together (IBM VGA, in "PS/2 Hardware Interface
 * Technical Reference", Video Subsystem).
 */
final class Crtc {
  static final int HORIZONTAL_TOTAL = 0x00;
  static final int HORIZONTAL_DISPLAY_END = 0x01;
  static final int VERTICAL_TOTAL = 0x06;
  static final int OVERFLOW = 0x07;
  static final int PRESET_ROW_SCAN = 0x08;
  static final int MAXIMUM_SCAN_LINE = 0x09;
  static final int CURSOR_START = 0x0A;
  static final int CURSOR_END = 0x0B;
  static final int START_ADDRESS_HIGH = 0x0C;
  static final int START_ADDRESS_LOW = 0x0D;
  static final int CURSOR_LOCATION_HIGH = 0x0E;
  static final int CURSOR_LOCATION_LOW = 0x0F;
  static final int VERTICAL_RETRACE_START = 0x10;
  static final int VERTICAL_RETRACE_END = 0x11;
  static final int VERTICAL_DISPLAY_END = 0x12;
  static final int OFFSET = 0x13;
  static final int UNDERLINE_LOCATION = 0x14;
  static final int MODE_CONTROL = 0x17;
  static final int LINE_COMPARE = 0x18;

  static final int OVERFLOW_LINE_COMPARE = 0x10;
  static final int SCAN_DOUBLE = 0x80;
  static final int SCAN_LINE_COMPARE = 0x40;
  static final int PROTECT = 0x80;
  static final int CURSOR_OFF = 0x20;
  static final int UNDERLINE_DOUBLEWORD = 0x40;
  static final int MODE_BYTE = 0x40;
  static final int MODE_WRAP_15 = 0x20;
  static final int MODE_DIVIDE_BY_2 = 0x04;
  static final int MODE_NOT_ROW_14 = 0x02;
  static final int MODE_NOT_ROW_13 = 0x01;

  static final int REGISTERS = 0x19;

  private final int[] registers;

  Crtc() {
    registers = new int[REGISTERS];
  }

  private Crtc(int[] registers) {
    this.registers = registers;
  }

  Crtc copy() {
    return new Crtc(registers.clone());
  }

  int[] registers() {
    return registers;
  }

  int get(int index) {
    return index < REGISTERS ? registers[index] : 0xFF;
  }

  /** Sets a register as software does: the first eight may be protected, except line compare. */
  void write(int index, int value) {
    if (index >= REGISTERS) {
      return;
    }
    if (index <= OVERFLOW && (registers[VERTICAL_RETRACE_END] & PROTECT) != 0) {
      if (index == OVERFLOW) {
        set(OVERFLOW, OVERFLOW_LINE_COMPARE, value);
      }
      return;
    }
    registers[index] = value;
  }

  /** Sets the bits {@code mask} of a register to those of {@code value}, protected or not. */
  void set(int index, int mask, int value) {
    registers[index] = registers[index] & ~mask | value & mask;
  }

  private boolean has(int index, int bit) {
    return (registers[index] & bit) != 0;
  }

  private int overflow(int bit, int weight) {
    return has(OVERFLOW, bit) ? weight : 0;
  }

  /** Characters in a line, with the invisible ones. */
  int horizontalTotal() {
    return registers[HORIZONTAL_TOTAL] + 5;
  }

  /** Characters in a line that are shown. */
  int horizontalDisplayed() {
    return registers[HORIZONTAL_DISPLAY_END] + 1;
  }

  /** Scan lines, with the invisible ones. */
  int verticalTotal() {
    return (registers[VERTICAL_TOTAL] | overflow(0x01, 0x100) | overflow(0x20, 0x200)) + 2;
  }

  /** Scan lines that are shown, as the vertical counter counts them. */
  int verticalDisplayed() {
    return (registers[VERTICAL_DISPLAY_END] | overflow(0x02, 0x100) | overflow(0x40, 0x200)) + 1;
  }

  /** Scan lines of the picture. */
  int linesShown() {
    return verticalDisplayed() * linesPerCount();
  }

  /** Scan lines for one count of the vertical counter. */
  int linesPerCount() {
    return has(MODE_CONTROL, MODE_DIVIDE_BY_2) ? 2 : 1;
  }

  int verticalRetraceStart() {
    return registers[VERTICAL_RETRACE_START] | overflow(0x04, 0x100) | overflow(0x80, 0x200);
  }

  /** Lines of the vertical retrace pulse, 1 to 16. */
  int verticalRetraceLines() {
    return (registers[VERTICAL_RETRACE_END] - verticalRetraceStart() - 1 & 0x0F) + 1;
  }

  /** The scan line after which memory is shown from address 0. */
  int lineCompare() {
    return registers[LINE_COMPARE]
        | overflow(OVERFLOW_LINE_COMPARE, 0x100)
        | (has(MAXIMUM_SCAN_LINE, SCAN_LINE_COMPARE) ? 0x200 : 0);
  }

  /** Scan lines in a row of characters, before doubling. */
  int rowHeight() {
    return (registers[MAXIMUM_SCAN_LINE] & 0x1F) + 1;
  }

  /** How often each scan line is shown. */
  int repeats() {
    return has(MAXIMUM_SCAN_LINE, SCAN_DOUBLE) ? 2 : 1;
  }

  int presetRow() {
    return registers[PRESET_ROW_SCAN] & 0x1F;
  }

  /** The first character's address, with byte panning. */
  int startAddress() {
    int panning = registers[PRESET_ROW_SCAN] >> 5 & 3;
    return (registers[START_ADDRESS_HIGH] << 8 | registers[START_ADDRESS_LOW]) + panning;
  }

  /** What the address grows by from one row of characters to the next. */
  int rowOffset() {
    return registers[OFFSET] * 2;
  }

  int cursorAddress() {
    return registers[CURSOR_LOCATION_HIGH] << 8 | registers[CURSOR_LOCATION_LOW];
  }

  boolean cursorOn() {
    return !has(CURSOR_START, CURSOR_OFF) && cursorFirstRow() <= cursorLastRow();
  }

  int cursorFirstRow() {
    return registers[CURSOR_START] & 0x1F;
  }

  int cursorLastRow() {
    return registers[CURSOR_END] & 0x1F;
  }

  int underlineRow() {
    return registers[UNDERLINE_LOCATION] & 0x1F;
  }

  /**
   * Where the planes are read for the address counter's {@code counter} in row {@code row} of a
   * character. Doublewords count by one, since {@link LegacyWindow} packs them.
   */
  int memoryAddress(int counter, int row) {
    int address = counter;
    if (!has(UNDERLINE_LOCATION, UNDERLINE_DOUBLEWORD) && !has(MODE_CONTROL, MODE_BYTE)) {
      int wrapped = has(MODE_CONTROL, MODE_WRAP_15) ? counter >> 15 : counter >> 13;
      address = counter << 1 | wrapped & 1;
    }
    if (!has(MODE_CONTROL, MODE_NOT_ROW_13)) {
      address = address & ~(1 << 13) | (row & 1) << 13;
    }
    if (!has(MODE_CONTROL, MODE_NOT_ROW_14)) {
      address = address & ~(1 << 14) | (row >> 1 & 1) << 14;
    }
    return address & 0xFFFF;
  }
}
