package emu.devices.vga;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The Bochs display interface (Bochs VBE display API, versions B0C0h to B0C5h): 16-bit registers
 * that set modes of any size in memory that is one byte after the other.
 *
 * <p>While it is enabled it decides what is shown, and it has set the VGA's registers so that the
 * window at A0000h reaches the same memory.
 */
final class Dispi implements Hashed {
  static final int ID = 0;
  static final int XRES = 1;
  static final int YRES = 2;
  static final int BPP = 3;
  static final int ENABLE = 4;
  static final int BANK = 5;
  static final int VIRT_WIDTH = 6;
  static final int VIRT_HEIGHT = 7;
  static final int X_OFFSET = 8;
  static final int Y_OFFSET = 9;
  static final int VIDEO_MEMORY_64K = 10;
  static final int REGISTERS = 11;

  static final int ENABLED = 0x01;
  static final int GET_CAPABILITIES = 0x02;
  static final int DAC_8_BITS = 0x20;
  static final int LINEAR_FRAMEBUFFER = 0x40;
  static final int NO_CLEAR = 0x80;

  /** The largest picture; what a viewer allocates for one is bounded by it. */
  static final int MOST_COLUMNS = 4096;

  static final int MOST_ROWS = 4096;
  private static final int MOST_BITS = 32;

  private static final int FIRST_ID = 0xB0C0;
  private static final int LAST_ID = 0xB0C5;
  private static final int ENABLE_BITS =
      ENABLED | GET_CAPABILITIES | DAC_8_BITS | LINEAR_FRAMEBUFFER | NO_CLEAR;

  private final int[] registers = new int[REGISTERS];
  private final VgaRegisters vga;
  private final VideoMemory memory;
  private final LegacyWindow window;
  private final Dac dac;
  private int id = LAST_ID;

  /** What a viewer's thread sees; another one after each change. */
  private volatile DispiMode mode = DispiMode.OFF;

  Dispi(VgaRegisters vga, VideoMemory memory, LegacyWindow window, Dac dac) {
    this.vga = vga;
    this.memory = memory;
    this.window = window;
    this.dac = dac;
  }

  DispiMode mode() {
    return mode;
  }

  private boolean has(int bit) {
    return (registers[ENABLE] & bit) != 0;
  }

  /** Reads register {@code index}; FFFFh if there is none. */
  int read(int index) {
    boolean capabilities = has(GET_CAPABILITIES);
    return switch (index) {
      case ID -> id;
      case XRES -> capabilities ? MOST_COLUMNS : registers[XRES];
      case YRES -> capabilities ? MOST_ROWS : registers[YRES];
      case BPP -> capabilities ? MOST_BITS : registers[BPP];
      case VIRT_HEIGHT -> virtualHeight();
      case VIDEO_MEMORY_64K -> memory.bytes() >>> 16;
      default -> index >= 0 && index < REGISTERS ? registers[index] : 0xFFFF;
    };
  }

  /** Writes the 16 bits {@code value} to register {@code index}. */
  void write(int index, int value) {
    switch (index) {
      case ID -> {
        if (value >= FIRST_ID && value <= LAST_ID) {
          id = value;
        }
      }
      case XRES -> {
        registers[XRES] = Math.min(value & ~7, MOST_COLUMNS);
        registers[VIRT_WIDTH] = Math.max(registers[VIRT_WIDTH], registers[XRES]);
      }
      case YRES -> registers[YRES] = Math.min(value, MOST_ROWS);
      case BPP -> writeBpp(value);
      case ENABLE -> writeEnable(value);
      case BANK -> {
        registers[BANK] = value & (memory.bytes() >>> 16) - 1;
        window.setBank(registers[BANK]);
      }
      case VIRT_WIDTH -> registers[VIRT_WIDTH] = Math.max(value & ~7, registers[XRES]);
      case X_OFFSET, Y_OFFSET -> registers[index] = value;
      default -> {}
    }
    publish();
  }

  private void writeBpp(int value) {
    switch (value) {
      case 0 -> registers[BPP] = 8;
      case 4, 8, 15, 16, 24, 32 -> registers[BPP] = value;
      default -> {}
    }
  }

  private void writeEnable(int value) {
    boolean wasEnabled = has(ENABLED);
    registers[ENABLE] = value & ENABLE_BITS;
    dac.setWide(has(DAC_8_BITS));
    if (has(ENABLED) && !wasEnabled) {
      registers[VIRT_WIDTH] = registers[XRES];
      registers[X_OFFSET] = 0;
      registers[Y_OFFSET] = 0;
      setVga();
      if (!has(NO_CLEAR)) {
        memory.clear((long) lineBytes() * registers[YRES]);
      }
    }
    if (!has(ENABLED)) {
      registers[BANK] = 0;
      window.setBank(0);
    }
  }

  /** Bytes (of four planes together with 4 bits) from one line to the next. */
  private int lineBytes() {
    return registers[BPP] == 4
        ? registers[VIRT_WIDTH] / 2
        : registers[VIRT_WIDTH] * (registers[BPP] + 7 >> 3);
  }

  private int virtualHeight() {
    int line = lineBytes();
    return line == 0 ? 0 : Math.min(memory.bytes() / line, 0xFFFF);
  }

  /** Sets the VGA's registers for the window at A0000h, and for software that looks at them. */
  private void setVga() {
    boolean planar = registers[BPP] == 4;
    vga.graphics[VgaRegisters.MISCELLANEOUS] = 0x05;
    vga.graphics[VgaRegisters.GRAPHICS_MODE] =
        vga.graphics[VgaRegisters.GRAPHICS_MODE] & ~VgaRegisters.GRAPHICS_MODE_SHIFT
            | (planar ? 0 : 0x40);
    if (planar) {
      vga.sequencer[VgaRegisters.CLOCKING_MODE] &= ~VgaRegisters.CLOCKING_HALF;
    } else {
      vga.sequencer[VgaRegisters.MEMORY_MODE] |= VgaRegisters.MEMORY_CHAIN_4;
      vga.sequencer[VgaRegisters.MAP_MASK] = 0x0F;
    }
    Crtc crtc = vga.crtc;
    int lastRow = registers[YRES] - 1;
    crtc.set(Crtc.MODE_CONTROL, 0x03, 0x03);
    crtc.set(Crtc.OFFSET, 0xFF, lineBytes() >> 3);
    crtc.set(Crtc.HORIZONTAL_DISPLAY_END, 0xFF, (registers[XRES] >> 3) - 1);
    crtc.set(Crtc.VERTICAL_DISPLAY_END, 0xFF, lastRow);
    crtc.set(Crtc.OVERFLOW, 0x42, (lastRow >> 7 & 0x02) | (lastRow >> 3 & 0x40));
    crtc.set(Crtc.LINE_COMPARE, 0xFF, 0xFF);
    crtc.set(Crtc.OVERFLOW, Crtc.OVERFLOW_LINE_COMPARE, 0xFF);
    crtc.set(Crtc.MAXIMUM_SCAN_LINE, 0xFF, Crtc.SCAN_LINE_COMPARE);
  }

  private void publish() {
    if (!has(ENABLED)) {
      mode = DispiMode.OFF;
      return;
    }
    int bits = registers[BPP];
    int line = lineBytes();
    mode =
        new DispiMode(
            registers[XRES],
            Math.min(registers[YRES], virtualHeight()),
            bits,
            line,
            registers[X_OFFSET],
            registers[Y_OFFSET]);
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(registers).add(id);
  }
}
