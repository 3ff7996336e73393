package emu.devices.firmware;

import emu.core.cpu.Segment;

/** INT 10h/10h and 0Bh: colours. */
final class PaletteService {
  private static final int COLOURS = 16;
  private static final int MODE_CONTROL = 0x10;
  private static final int OVERSCAN = 0x11;
  private static final int COLOUR_SELECT = 0x14;
  private static final int BLINK = 0x08;
  private static final int SIXTEEN_PAGES = 0x80;

  private final VgaAccess vga;
  private final BiosData data;

  PaletteService(VgaAccess vga, BiosData data) {
    this.vga = vga;
    this.data = data;
  }

  /** {@code entry} (0xRRGGBB, 6 bits each) without colour, by the weights of NTSC. */
  static int grey(int entry) {
    int red = entry >> 16 & 0x3F;
    int green = entry >> 8 & 0x3F;
    int blue = entry & 0x3F;
    int sum = Math.min(0x3F, red * 77 + green * 151 + blue * 28 + 0x80 >> 8);
    return sum << 16 | sum << 8 | sum;
  }

  Answer call(Caller caller) {
    long table = caller.linear(Segment.ES, caller.dx());
    switch (caller.al()) {
      case 0x00 -> {
        if (caller.bl() <= COLOUR_SELECT) {
          vga.setAttribute(caller.bl(), caller.bh());
        }
      }
      case 0x01 -> vga.setAttribute(OVERSCAN, caller.bh());
      case 0x02 -> {
        for (int i = 0; i < COLOURS; i++) {
          vga.setAttribute(i, caller.memory.read8(table + i));
        }
        vga.setAttribute(OVERSCAN, caller.memory.read8(table + COLOURS));
      }
      case 0x03 -> {
        int control = vga.attribute(MODE_CONTROL) & ~BLINK;
        vga.setAttribute(MODE_CONTROL, (caller.bl() & 1) != 0 ? control | BLINK : control);
      }
      case 0x07 -> {
        if (caller.bl() <= COLOUR_SELECT) {
          caller.setBh(vga.attribute(caller.bl()));
        }
      }
      case 0x08 -> caller.setBh(vga.attribute(OVERSCAN));
      case 0x09 -> {
        for (int i = 0; i < COLOURS; i++) {
          caller.memory.write8(table + i, vga.attribute(i));
        }
        caller.memory.write8(table + COLOURS, vga.attribute(OVERSCAN));
      }
      default -> dac(caller, table);
    }
    return Answer.DONE;
  }

  private void dac(Caller caller, long table) {
    int first = caller.bx() & 0xFF;
    switch (caller.al()) {
      case 0x10 -> vga.setDac(first, caller.dh() << 16 | caller.ch() << 8 | caller.cl());
      case 0x12 -> {
        for (int i = 0; i < Math.min(caller.cx(), 256); i++) {
          long at = table + 3L * i;
          int value = caller.memory.read8(at) << 16 | caller.memory.read8(at + 1) << 8;
          vga.setDac(first + i, value | caller.memory.read8(at + 2));
        }
      }
      case 0x13 -> selectPage(caller);
      case 0x15 -> {
        int value = vga.dac(first);
        caller.setDh(value >> 16);
        caller.setCh(value >> 8);
        caller.setCl(value);
      }
      case 0x17 -> {
        for (int i = 0; i < Math.min(caller.cx(), 256); i++) {
          int value = vga.dac(first + i);
          caller.memory.write8(table + 3L * i, value >> 16);
          caller.memory.write8(table + 3L * i + 1, value >> 8);
          caller.memory.write8(table + 3L * i + 2, value);
        }
      }
      case 0x18 -> vga.setDacMask(caller.bl());
      case 0x19 -> caller.setBl(vga.dacMask());
      case 0x1A -> {
        boolean sixteen = (vga.attribute(MODE_CONTROL) & SIXTEEN_PAGES) != 0;
        int page = vga.attribute(COLOUR_SELECT) & 0x0F;
        caller.setBl(sixteen ? 1 : 0);
        caller.setBh(sixteen ? page : page >> 2);
      }
      case 0x1B -> {
        for (int i = 0; i < Math.min(caller.cx(), 256); i++) {
          vga.setDac(first + i, grey(vga.dac(first + i)));
        }
      }
      default -> {}
    }
  }

  private void selectPage(Caller caller) {
    int control = vga.attribute(MODE_CONTROL);
    if (caller.bl() == 0) {
      control &= ~SIXTEEN_PAGES;
      vga.setAttribute(MODE_CONTROL, (caller.bh() & 1) != 0 ? control | SIXTEEN_PAGES : control);
    } else {
      boolean sixteen = (control & SIXTEEN_PAGES) != 0;
      vga.setAttribute(COLOUR_SELECT, (sixteen ? caller.bh() : caller.bh() << 2) & 0x0F);
    }
  }

  /** INT 10h/0Bh: border and palette of the CGA. */
  Answer cga(Caller caller) {
    if (caller.bh() == 0) {
      int colour = caller.bl();
      int border = colour & 0x0F | ((colour & 0x08) != 0 ? 0x08 : 0);
      vga.setAttribute(0, border);
      for (int i = 1; i < 4; i++) {
        vga.setAttribute(i, vga.attribute(i) & ~0x10 | colour & 0x10);
      }
    } else {
      for (int i = 1; i < 4; i++) {
        vga.setAttribute(i, vga.attribute(i) & ~0x01 | caller.bl() & 0x01);
      }
      int palette = data.byteAt(BiosData.PALETTE) & ~0x20;
      data.setByte(BiosData.PALETTE, palette | (caller.bl() & 1) << 5);
    }
    return Answer.DONE;
  }
}
