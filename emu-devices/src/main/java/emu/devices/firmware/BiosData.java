package emu.devices.firmware;

/**
 * The BIOS data area at 40:0 (IBM PS/2 and PC BIOS Interface Technical Reference, section 3): the
 * offsets that are used, and the access to them, always at physical addresses.
 */
final class BiosData {
  static final int SEGMENT = 0x40;

  static final int SERIAL_PORTS = 0x00;
  static final int EBDA_SEGMENT = 0x0E;
  static final int EQUIPMENT = 0x10;
  static final int BASE_MEMORY = 0x13;
  static final int KEYBOARD_FLAGS = 0x17;
  static final int KEYBOARD_FLAGS_2 = 0x18;
  static final int ALT_KEYPAD = 0x19;
  static final int KEY_HEAD = 0x1A;
  static final int KEY_TAIL = 0x1C;
  static final int KEY_BUFFER = 0x1E;
  static final int KEY_BUFFER_LAST = 0x3E;
  static final int FLOPPY_STATUS = 0x41;
  static final int VIDEO_MODE = 0x49;
  static final int COLUMNS = 0x4A;
  static final int PAGE_SIZE = 0x4C;
  static final int PAGE_START = 0x4E;
  static final int CURSORS = 0x50;
  static final int CURSOR_SHAPE = 0x60;
  static final int ACTIVE_PAGE = 0x62;
  static final int CRTC_PORT = 0x63;
  static final int MODE_CONTROL = 0x65;
  static final int PALETTE = 0x66;
  static final int TICKS = 0x6C;
  static final int MIDNIGHT = 0x70;
  static final int BREAK = 0x71;
  static final int RESET_FLAG = 0x72;
  static final int DISK_STATUS = 0x74;
  static final int DISKS = 0x75;
  static final int SERIAL_TIMEOUTS = 0x7C;
  static final int KEY_BUFFER_START = 0x80;
  static final int KEY_BUFFER_END = 0x82;
  static final int ROWS = 0x84;
  static final int CHARACTER_HEIGHT = 0x85;
  static final int VIDEO_CONTROL = 0x87;
  static final int VIDEO_SWITCHES = 0x88;
  static final int VIDEO_FLAGS = 0x89;
  static final int DISPLAY_COMBINATION = 0x8A;
  static final int KEYBOARD_FLAGS_3 = 0x96;
  static final int KEYBOARD_LEDS = 0x97;
  static final int WAIT_POINTER = 0x98;
  static final int WAIT_COUNT = 0x9C;
  static final int WAIT_FLAG = 0xA0;
  static final int SAVE_POINTERS = 0xA8;

  private static final long BASE = SEGMENT << 4;

  private final emu.core.memory.PhysicalMemory memory;

  BiosData(emu.core.memory.PhysicalMemory memory) {
    this.memory = memory;
  }

  int byteAt(int offset) {
    return (int) memory.read(BASE + offset, 1);
  }

  int wordAt(int offset) {
    return (int) memory.read(BASE + offset, 2);
  }

  int dwordAt(int offset) {
    return (int) memory.read(BASE + offset, 4);
  }

  void setByte(int offset, int value) {
    memory.write(BASE + offset, 1, value);
  }

  void setWord(int offset, int value) {
    memory.write(BASE + offset, 2, value);
  }

  void setDword(int offset, int value) {
    memory.write(BASE + offset, 4, value);
  }

  /** The byte at {@code offset} of the extended BIOS data area, wherever the caller has put it. */
  int extended(int offset) {
    return (int) memory.read(((long) wordAt(EBDA_SEGMENT) << 4) + offset, 1);
  }

  void setExtended(int offset, int value) {
    memory.write(((long) wordAt(EBDA_SEGMENT) << 4) + offset, 1, value);
  }
}
