package emu.devices.firmware;

import emu.core.memory.PhysicalMemory;

/** Characters on the screen, in text and in graphics modes. */
final class VideoText {
  private static final int BELL = 0x07;
  private static final int BACKSPACE = 0x08;
  private static final int LINE_FEED = 0x0A;
  private static final int CARRIAGE_RETURN = 0x0D;
  private static final int NORMAL = 0x07;

  private static final int CURSOR_START = 0x0A;
  private static final int CURSOR_END = 0x0B;
  private static final int START_HIGH = 0x0C;
  private static final int START_LOW = 0x0D;
  private static final int CURSOR_HIGH = 0x0E;
  private static final int CURSOR_LOW = 0x0F;
  private static final int NO_CURSOR = 0x20;

  /** Bit of VIDEO_CONTROL: shapes of cursors are not scaled. */
  private static final int NO_SCALING = 0x01;

  private static final int FONT_VECTOR = 0x43 * 4;
  private static final int UPPER_FONT_VECTOR = 0x1F * 4;

  private final VideoState state;
  private final BiosData data;
  private final VgaAccess vga;
  private final PhysicalMemory memory;

  VideoText(VideoState state) {
    this.state = state;
    this.data = state.data;
    this.vga = state.vga;
    this.memory = state.memory;
  }

  /** Address of a character and its attribute in a text mode. */
  private long cell(int page, int column, int row) {
    int offset = state.pageStart(page) + (row * state.columns() + column) * 2;
    return state.mode().window() + (offset & 0x7FFF);
  }

  /** INT 10h/01h: {@code shape} is CX. */
  void setCursorShape(int shape) {
    data.setWord(BiosData.CURSOR_SHAPE, shape);
    int start = shape >> 8 & 0x3F;
    int end = shape & 0x1F;
    int rows = state.glyphRows();
    boolean scaled = (data.byteAt(BiosData.VIDEO_CONTROL) & NO_SCALING) == 0;
    if (scaled && rows > 8 && end < 8 && start < NO_CURSOR) {
      boolean underline = end == start + 1;
      int old = start;
      start = underline ? (end + 1) * rows / 8 - 2 : (old + 1) * rows / 8 - 1;
      end = (end + 1) * rows / 8 - 1;
    }
    vga.setCrtc(CURSOR_START, start);
    vga.setCrtc(CURSOR_END, end);
  }

  /** Moves the cursor of {@code page}; {@code position} is DX. */
  void setCursor(int page, int position) {
    state.setCursor(page, position);
    if (state.isText() && page == state.activePage()) {
      showCursor(page);
    }
  }

  private void showCursor(int page) {
    int position = state.cursor(page);
    int at = state.pageStart(page) / 2 + (position >> 8) * state.columns() + (position & 0xFF);
    vga.setCrtc(CURSOR_HIGH, at >> 8);
    vga.setCrtc(CURSOR_LOW, at);
  }

  /** INT 10h/05h. */
  void setActivePage(int page) {
    int start = state.pageStart(page);
    data.setWord(BiosData.PAGE_START, start);
    data.setByte(BiosData.ACTIVE_PAGE, page);
    int shown = state.isText() ? start / 2 : start;
    vga.setCrtc(START_HIGH, shown >> 8);
    vga.setCrtc(START_LOW, shown);
    setCursor(page, state.cursor(page));
  }

  /** Character in the lower byte, attribute in the upper, at the cursor of {@code page}. */
  int read(int page) {
    int position = state.cursor(page);
    int column = position & 0xFF;
    int row = position >> 8;
    if (!isInside(column, row)) {
      return 0;
    }
    return state.isText()
        ? (int) memory.read(cell(page, column, row), 2)
        : recognise(page, column, row);
  }

  /** The character whose glyph is drawn there, 0 for none. */
  private int recognise(int page, int column, int row) {
    Canvas canvas = state.canvas(page);
    int rows = state.glyphRows();
    int[] drawn = new int[rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < 8; x++) {
        boolean set = canvas.read(column * 8 + x, row * rows + y) != 0;
        drawn[y] |= set ? 0x80 >> x : 0;
      }
    }
    for (int character = 0; character < 256; character++) {
      int y = 0;
      while (y < rows && glyphRow(character, y) == drawn[y]) {
        y++;
      }
      if (y == rows) {
        return character;
      }
    }
    return 0;
  }

  private boolean isInside(int column, int row) {
    return column < state.columns() && row < state.rows();
  }

  /**
   * Writes {@code count} times from the cursor of {@code page} on, which stays.
   *
   * @param withAttribute whether text modes take {@code attribute} too; graphics modes always do
   */
  void write(int page, int character, int attribute, boolean withAttribute, int count) {
    int position = state.cursor(page);
    int column = position & 0xFF;
    int row = position >> 8;
    int most = state.columns() * state.rows();
    for (int i = 0; i < Math.min(count, most); i++) {
      put(page, column, row, character, attribute, withAttribute);
      if (++column >= state.columns()) {
        column = 0;
        row++;
      }
    }
  }

  private void put(
      int page, int column, int row, int character, int attribute, boolean withAttribute) {
    if (!isInside(column, row)) {
      return;
    }
    if (!state.isText()) {
      draw(page, column, row, character, attribute);
    } else if (withAttribute) {
      memory.write(cell(page, column, row), 2, character | attribute << 8);
    } else {
      memory.write(cell(page, column, row), 1, character);
    }
  }

  private void draw(int page, int column, int row, int character, int attribute) {
    Canvas canvas = state.canvas(page);
    int rows = state.glyphRows();
    boolean packed = state.vbeMode().isEmpty() && state.mode().model() == VideoMode.Model.PACKED;
    boolean xor = !packed && (attribute & Canvas.XOR) != 0;
    int colour = packed ? attribute : attribute & ~Canvas.XOR;
    for (int y = 0; y < rows; y++) {
      canvas.writeEight(column * 8, row * rows + y, glyphRow(character, y), colour, 0, xor);
    }
  }

  /** A row of a glyph of the font that graphics modes use: INT 43h, and INT 1Fh in CGA modes. */
  private int glyphRow(int character, int row) {
    boolean upper =
        state.vbeMode().isEmpty()
            && state.mode().model() == VideoMode.Model.CGA
            && character >= 128;
    long vector = memory.read(upper ? UPPER_FONT_VECTOR : FONT_VECTOR, 4);
    int index = upper ? character - 128 : character;
    long glyph = (vector >>> 16 << 4) + (vector & 0xFFFF) + (long) index * state.glyphRows();
    return (int) memory.read(glyph + row, 1);
  }

  /** INT 10h/06h and 07h: {@code lines} up, or down if negative; 0 clears the window. */
  void scroll(int page, int lines, int attribute, int topLeft, int bottomRight) {
    int left = topLeft & 0xFF;
    int top = topLeft >> 8;
    int right = Math.min(bottomRight & 0xFF, state.columns() - 1);
    int bottom = Math.min(bottomRight >> 8, state.rows() - 1);
    if (left > right || top > bottom) {
      return;
    }
    int height = bottom - top + 1;
    int moved = lines == 0 || Math.abs(lines) >= height ? 0 : height - Math.abs(lines);
    int width = right - left + 1;
    int from = lines > 0 ? bottom + 1 - moved : top;
    int to = lines > 0 ? top : bottom + 1 - moved;
    int clear = lines > 0 ? top + moved : top;
    if (state.isText()) {
      copyText(page, left, from, to, width, moved);
      clearText(page, left, clear, width, height - moved, attribute);
    } else {
      Canvas canvas = state.canvas(page);
      int rows = state.glyphRows();
      canvas.copy(left * 8, from * rows, to * rows, width * 8, moved * rows);
      canvas.fill(left * 8, clear * rows, width * 8, (height - moved) * rows, attribute);
    }
  }

  private void copyText(int page, int column, int from, int to, int width, int height) {
    for (int i = 0; i < height; i++) {
      int row = to < from ? i : height - 1 - i;
      for (int x = column; x < column + width; x++) {
        memory.write(cell(page, x, to + row), 2, memory.read(cell(page, x, from + row), 2));
      }
    }
  }

  private void clearText(int page, int column, int row, int width, int height, int attribute) {
    for (int y = row; y < row + height; y++) {
      for (int x = column; x < column + width; x++) {
        memory.write(cell(page, x, y), 2, attribute << 8 | ' ');
      }
    }
  }

  /** INT 10h/0Eh: a character at the cursor, which moves on. */
  void teletype(int page, int character, int colour) {
    int position = state.cursor(page);
    int column = position & 0xFF;
    int row = position >> 8;
    switch (character) {
      case BELL -> {
        return;
      }
      case BACKSPACE -> column = Math.max(0, column - 1);
      case CARRIAGE_RETURN -> column = 0;
      case LINE_FEED -> row++;
      default -> {
        put(page, column, row, character, colour, false);
        column++;
      }
    }
    advance(page, column, row);
  }

  private void advance(int page, int newColumn, int newRow) {
    int column = newColumn;
    int row = newRow;
    if (column >= state.columns()) {
      column = 0;
      row++;
    }
    if (row >= state.rows()) {
      row = state.rows() - 1;
      int attribute = state.isText() ? (int) memory.read(cell(page, column, row) + 1, 1) : 0;
      scroll(page, 1, attribute, 0, row << 8 | state.columns() - 1);
    }
    setCursor(page, row << 8 | column);
  }

  /** INT 10h/13h. */
  void writeString(Caller caller) {
    int page = caller.bh();
    int saved = state.cursor(page);
    int flags = caller.al();
    long text = caller.linear(emu.core.cpu.Segment.ES, caller.bp());
    setCursor(page, caller.dx());
    for (int i = 0; i < caller.cx(); i++) {
      int character = caller.memory.read8(text++);
      int attribute = (flags & 2) != 0 ? caller.memory.read8(text++) : caller.bl();
      boolean control =
          character == BELL
              || character == BACKSPACE
              || character == LINE_FEED
              || character == CARRIAGE_RETURN;
      if (control) {
        teletype(page, character, attribute);
      } else {
        int position = state.cursor(page);
        put(page, position & 0xFF, position >> 8, character, attribute, true);
        advance(page, (position & 0xFF) + 1, position >> 8);
      }
    }
    if ((flags & 1) == 0) {
      setCursor(page, saved);
    }
  }

  /** Writes {@code text} at the cursor, in grey. */
  void print(String text) {
    text.chars().forEach(character -> teletype(state.activePage(), character, NORMAL));
  }
}
