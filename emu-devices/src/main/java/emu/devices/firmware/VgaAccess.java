package emu.devices.firmware;

import emu.core.bus.PortBus;

/**
 * The registers of the VGA through their ports (IBM PS/2 Hardware Interface Technical Reference).
 */
final class VgaAccess {
  static final int MEMORY_MODE = 4;
  static final int MAP_MASK = 2;
  static final int READ_MAP = 4;
  static final int GRAPHICS_MODE = 5;
  static final int MISCELLANEOUS = 6;
  static final int BIT_MASK = 8;

  private static final int ATTRIBUTE = 0x3C0;
  private static final int ATTRIBUTE_READ = 0x3C1;
  private static final int MISC_WRITE = 0x3C2;
  private static final int SEQUENCER = 0x3C4;
  private static final int DAC_MASK = 0x3C6;
  private static final int DAC_READ = 0x3C7;
  private static final int DAC_WRITE = 0x3C8;
  private static final int DAC_DATA = 0x3C9;
  private static final int MISC_READ = 0x3CC;
  private static final int GRAPHICS = 0x3CE;
  private static final int CRTC_MONO = 0x3B4;
  private static final int CRTC_COLOUR = 0x3D4;

  /** Input status 1, above the CRTC's data register. */
  private static final int STATUS = 6;

  private static final int PALETTE_ON = 0x20;
  private static final int CRTC_PROTECT = 0x11;

  private final PortBus ports;

  VgaAccess(PortBus ports) {
    this.ports = ports;
  }

  private int in(int port) {
    return ports.read(port, 1) & 0xFF;
  }

  private void out(int port, int value) {
    ports.write(port, 1, value & 0xFF);
  }

  /** Whether there is one: what is written to its graphics controller can be read. */
  boolean isPresent() {
    setGraphics(BIT_MASK, 0x5A);
    boolean present = in(GRAPHICS) == BIT_MASK && graphics(BIT_MASK) == 0x5A;
    setGraphics(BIT_MASK, 0xFF);
    return present;
  }

  int misc() {
    return in(MISC_READ);
  }

  void setMisc(int value) {
    out(MISC_WRITE, value);
  }

  int sequencer(int index) {
    out(SEQUENCER, index);
    return in(SEQUENCER + 1);
  }

  void setSequencer(int index, int value) {
    out(SEQUENCER, index);
    out(SEQUENCER + 1, value);
  }

  int graphics(int index) {
    out(GRAPHICS, index);
    return in(GRAPHICS + 1);
  }

  void setGraphics(int index, int value) {
    out(GRAPHICS, index);
    out(GRAPHICS + 1, value);
  }

  int crtcPort() {
    return (misc() & 1) != 0 ? CRTC_COLOUR : CRTC_MONO;
  }

  int crtc(int index) {
    int port = crtcPort();
    out(port, index);
    return in(port + 1);
  }

  void setCrtc(int index, int value) {
    int port = crtcPort();
    out(port, index);
    out(port + 1, value);
  }

  /** Registers 0 to 7 can be written after that. */
  void unlockCrtc() {
    setCrtc(CRTC_PROTECT, crtc(CRTC_PROTECT) & 0x7F);
  }

  int attribute(int index) {
    in(crtcPort() + STATUS);
    out(ATTRIBUTE, index);
    int value = in(ATTRIBUTE_READ);
    showPalette();
    return value;
  }

  void setAttribute(int index, int value) {
    in(crtcPort() + STATUS);
    out(ATTRIBUTE, index);
    out(ATTRIBUTE, value);
    showPalette();
  }

  /** The picture is dark as long as the processor has the palette. */
  private void showPalette() {
    in(crtcPort() + STATUS);
    out(ATTRIBUTE, PALETTE_ON);
    in(crtcPort() + STATUS);
  }

  int dacMask() {
    return in(DAC_MASK);
  }

  void setDacMask(int value) {
    out(DAC_MASK, value);
  }

  /** Entry {@code index} as 0xRRGGBB. */
  int dac(int index) {
    out(DAC_READ, index);
    int red = in(DAC_DATA);
    int green = in(DAC_DATA);
    return red << 16 | green << 8 | in(DAC_DATA);
  }

  void setDac(int index, int value) {
    out(DAC_WRITE, index);
    out(DAC_DATA, value >> 16);
    out(DAC_DATA, value >> 8);
    out(DAC_DATA, value);
  }
}
