package emu.devices.vga;

import emu.core.bus.BusDevice;
import emu.devices.display.Frame;
import emu.devices.display.TextScreen;
import emu.devices.testing.ManualTime;

/** An adapter as programs use it: by ports and memory addresses. */
final class Adapter implements AutoCloseable {
  final ManualTime time = new ManualTime();
  final Vga vga = new Vga(time);
  final Frame frame = new Frame();
  private final BusDevice ports = vga.ports();
  private final BusDevice memory = vga.legacyMemory();

  void out(int port, int value) {
    ports.write(port - 0x3B0, 1, value);
  }

  int in(int port) {
    return (int) ports.read(port - 0x3B0, 1) & 0xFF;
  }

  void sequencer(int index, int value) {
    ports.write(0x3C4 - 0x3B0, 2, index | value << 8);
  }

  void graphics(int index, int value) {
    ports.write(0x3CE - 0x3B0, 2, index | value << 8);
  }

  void crtc(int index, int value) {
    ports.write(0x3D4 - 0x3B0, 2, index | value << 8);
  }

  void attribute(int index, int value) {
    in(0x3DA);
    out(0x3C0, index);
    out(0x3C0, value);
    out(0x3C0, 0x20);
  }

  void colour(int index, int red, int green, int blue) {
    out(0x3C8, index);
    out(0x3C9, red);
    out(0x3C9, green);
    out(0x3C9, blue);
  }

  void dispi(int index, int value) {
    vga.dispiPorts().write(0, 2, index);
    vga.dispiPorts().write(1, 2, value);
  }

  int dispi(int index) {
    vga.dispiPorts().write(0, 2, index);
    return (int) vga.dispiPorts().read(1, 2);
  }

  /** Writes {@code size} bytes at {@code address} from A0000h to BFFFFh. */
  void poke(int address, int size, long value) {
    memory.write(address - 0xA_0000, size, value);
  }

  void poke(int address, int value) {
    poke(address, 1, value);
  }

  long peek(int address, int size) {
    return memory.read(address - 0xA_0000, size) & -1L >>> 64 - size * 8;
  }

  int peek(int address) {
    return (int) peek(address, 1);
  }

  /** Writes to the text mode's screen. */
  void print(int row, int column, String text, int attribute) {
    for (int i = 0; i < text.length(); i++) {
      poke(0xB_8000 + (row * 80 + column + i) * 2, 2, text.charAt(i) | attribute << 8);
    }
  }

  /** Draws; the colour of the dot at {@code x}, {@code y} of the picture. */
  int dot(int x, int y) {
    vga.screen().draw(frame);
    return frame.pixels()[y * frame.width() + x];
  }

  TextScreen text() {
    return vga.screen().text().orElseThrow();
  }

  /** Mode 13h as its BIOS sets it: 320 by 200 in 256 colours. */
  void setMode13h() {
    setGraphicsMode(
        0x63,
        new int[] {0x03, 0x01, 0x0F, 0x00, 0x0E},
        new int[] {
          0x5F, 0x4F, 0x50, 0x82, 0x54, 0x80, 0xBF, 0x1F, 0x00, 0x41, 0, 0, 0, 0, 0, 0, 0x9C, 0x8E,
          0x8F, 0x28, 0x40, 0x96, 0xB9, 0xA3, 0xFF
        },
        new int[] {0, 0, 0, 0, 0, 0x40, 0x05, 0x0F, 0xFF},
        0x41);
  }

  /** Mode 12h as its BIOS sets it: 640 by 480 in 16 colours. */
  void setMode12h() {
    setGraphicsMode(
        0xE3,
        new int[] {0x03, 0x01, 0x0F, 0x00, 0x06},
        new int[] {
          0x5F, 0x4F, 0x50, 0x82, 0x54, 0x80, 0x0B, 0x3E, 0x00, 0x40, 0, 0, 0, 0, 0, 0, 0xEA, 0x8C,
          0xDF, 0x28, 0x00, 0xE7, 0x04, 0xE3, 0xFF
        },
        new int[] {0, 0, 0, 0, 0, 0, 0x05, 0x0F, 0xFF},
        0x01);
  }

  /** Mode 0Dh as its BIOS sets it: 320 by 200 in 16 colours. */
  void setMode0Dh() {
    setGraphicsMode(
        0x63,
        new int[] {0x03, 0x09, 0x0F, 0x00, 0x06},
        new int[] {
          0x2D, 0x27, 0x28, 0x90, 0x2B, 0x80, 0xBF, 0x1F, 0x00, 0xC0, 0, 0, 0, 0, 0, 0, 0x9C, 0x8E,
          0x8F, 0x14, 0x00, 0x96, 0xB9, 0xE3, 0xFF
        },
        new int[] {0, 0, 0, 0, 0, 0, 0x05, 0x0F, 0xFF},
        0x01);
  }

  /** Mode 4 as its BIOS sets it: 320 by 200 in 4 colours, as a CGA. */
  void setMode4() {
    setGraphicsMode(
        0x63,
        new int[] {0x03, 0x09, 0x03, 0x00, 0x02},
        new int[] {
          0x2D, 0x27, 0x28, 0x90, 0x2B, 0x80, 0xBF, 0x1F, 0x00, 0xC1, 0, 0, 0, 0, 0, 0, 0x9C, 0x8E,
          0x8F, 0x14, 0x00, 0x96, 0xB9, 0xA2, 0xFF
        },
        new int[] {0, 0, 0, 0, 0, 0x30, 0x0F, 0x0F, 0xFF},
        0x01);
    attribute(0x12, 0x03);
  }

  private void setGraphicsMode(
      int output, int[] sequencer, int[] crtc, int[] graphics, int attributeMode) {
    out(0x3C2, output);
    crtc(0x11, 0);
    set(this::sequencer, sequencer);
    set(this::crtc, crtc);
    set(this::graphics, graphics);
    for (int i = 0; i < 16; i++) {
      attribute(i, i);
      colour(i, i * 4, 63 - i * 4, i);
    }
    attribute(0x10, attributeMode);
    attribute(0x12, 0x0F);
    attribute(0x13, 0);
    attribute(0x14, 0);
    out(0x3C6, 0xFF);
  }

  private interface Register {
    void write(int index, int value);
  }

  private static void set(Register register, int[] values) {
    for (int i = 0; i < values.length; i++) {
      register.write(i, values[i]);
    }
  }

  @Override
  public void close() {
    vga.close();
  }
}
