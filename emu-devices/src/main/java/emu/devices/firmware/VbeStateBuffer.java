package emu.devices.firmware;

import emu.core.cpu.Segment;

/**
 * INT 10h/1Ch and 4F04h: registers, the BIOS data area and the DAC, saved in a buffer of the
 * caller.
 */
final class VbeStateBuffer {
  private static final int HARDWARE = 0x01;
  private static final int DATA = 0x02;
  private static final int DAC = 0x04;
  private static final int VBE = 0x08;

  private static final int SEQUENCER = 5;
  private static final int CRTC = 25;
  private static final int ATTRIBUTES = 21;
  private static final int GRAPHICS = 9;
  private static final int HARDWARE_BYTES = SEQUENCER + 1 + CRTC + ATTRIBUTES + GRAPHICS;
  private static final int DATA_START = 0x49;
  private static final int DATA_END = 0xC0;

  private final VideoState state;
  private final VgaAccess vga;

  VbeStateBuffer(VideoState state) {
    this.state = state;
    this.vga = state.vga;
  }

  private static int size(int parts) {
    return ((parts & HARDWARE) != 0 ? HARDWARE_BYTES : 0)
        + ((parts & DATA) != 0 ? DATA_END - DATA_START : 0)
        + ((parts & DAC) != 0 ? 3 * 256 + 1 : 0)
        + ((parts & VBE) != 0 ? 2 * Dispi.REGISTERS : 0);
  }

  /** DL is what to do, CX which parts, ES:BX where; false if that is not known. */
  boolean call(Caller caller) {
    long buffer = caller.linear(Segment.ES, caller.bx());
    switch (caller.dl()) {
      case 0x00 -> caller.setBx((size(caller.cx()) + 63) / 64);
      case 0x01 -> save(caller.memory, buffer, caller.cx());
      case 0x02 -> restore(caller.memory, buffer, caller.cx());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void save(LinearMemory memory, long buffer, int parts) {
    long at = buffer;
    if ((parts & HARDWARE) != 0) {
      for (int i = 0; i < SEQUENCER; i++) {
        memory.write8(at++, vga.sequencer(i));
      }
      memory.write8(at++, vga.misc());
      for (int i = 0; i < CRTC; i++) {
        memory.write8(at++, vga.crtc(i));
      }
      for (int i = 0; i < ATTRIBUTES; i++) {
        memory.write8(at++, vga.attribute(i));
      }
      for (int i = 0; i < GRAPHICS; i++) {
        memory.write8(at++, vga.graphics(i));
      }
    }
    if ((parts & DATA) != 0) {
      for (int offset = DATA_START; offset < DATA_END; offset++) {
        memory.write8(at++, state.data.byteAt(offset));
      }
    }
    if ((parts & DAC) != 0) {
      memory.write8(at++, vga.dacMask());
      for (int i = 0; i < 256; i++) {
        int value = vga.dac(i);
        memory.write8(at++, value >> 16);
        memory.write8(at++, value >> 8);
        memory.write8(at++, value);
      }
    }
    if ((parts & VBE) != 0) {
      for (int value : state.dispi().save()) {
        memory.write16(at, value);
        at += 2;
      }
    }
  }

  private void restore(LinearMemory memory, long buffer, int parts) {
    long at = buffer;
    // The display interface comes last in the buffer and first in its effect.
    if ((parts & VBE) != 0) {
      int[] values = new int[Dispi.REGISTERS];
      long from = buffer + size(parts & ~VBE);
      for (int i = 0; i < values.length; i++) {
        values[i] = memory.read16(from + 2L * i);
      }
      state.dispi().restore(values);
    }
    if ((parts & HARDWARE) != 0) {
      restoreHardware(memory, at);
      at += HARDWARE_BYTES;
    }
    if ((parts & DATA) != 0) {
      for (int offset = DATA_START; offset < DATA_END; offset++) {
        state.data.setByte(offset, memory.read8(at++));
      }
    }
    if ((parts & DAC) != 0) {
      vga.setDacMask(memory.read8(at++));
      for (int i = 0; i < 256; i++) {
        int red = memory.read8(at++);
        int green = memory.read8(at++);
        vga.setDac(i, red << 16 | green << 8 | memory.read8(at++));
      }
    }
  }

  private void restoreHardware(LinearMemory memory, long buffer) {
    long at = buffer;
    for (int i = 0; i < SEQUENCER; i++) {
      vga.setSequencer(i, memory.read8(at++));
    }
    vga.setMisc(memory.read8(at++));
    vga.unlockCrtc();
    for (int i = 0; i < CRTC; i++) {
      vga.setCrtc(i, memory.read8(at++));
    }
    for (int i = 0; i < ATTRIBUTES; i++) {
      vga.setAttribute(i, memory.read8(at++));
    }
    for (int i = 0; i < GRAPHICS; i++) {
      vga.setGraphics(i, memory.read8(at++));
    }
  }
}
