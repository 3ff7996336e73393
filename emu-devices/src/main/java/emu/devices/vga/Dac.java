package emu.devices.vga;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/**
 * The palette DAC: 256 colours of three components, of 6 bits each, or of 8 if the display
 * interface says so (Inmos IMSG171 datasheet; Bochs VBE display API).
 */
final class Dac implements Hashed {
  private static final int STATE_READ = 3;
  private static final int STATE_WRITE = 0;
  private static final int COMPONENTS = 3;

  private final int[] components = new int[256 * COMPONENTS];
  private int mask = 0xFF;
  private int state = STATE_WRITE;
  private int readAt;
  private int writeAt;
  private int written;
  private final int[] latch = new int[COMPONENTS];
  private boolean wide;

  int mask() {
    return mask;
  }

  void setMask(int value) {
    mask = value;
  }

  int state() {
    return state;
  }

  int writeIndex() {
    return writeAt;
  }

  void setReadIndex(int index) {
    readAt = index * COMPONENTS;
    state = STATE_READ;
  }

  void setWriteIndex(int index) {
    writeAt = index;
    written = 0;
    state = STATE_WRITE;
  }

  int read() {
    int value = components[readAt];
    readAt = (readAt + 1) % components.length;
    return wide ? value : value & 0x3F;
  }

  /** Takes a component; the third one sets the colour. */
  void write(int value) {
    latch[written++] = wide ? value : value & 0x3F;
    if (written == COMPONENTS) {
      System.arraycopy(latch, 0, components, writeAt * COMPONENTS, COMPONENTS);
      written = 0;
      writeAt = writeAt + 1 & 0xFF;
    }
  }

  boolean wide() {
    return wide;
  }

  /** Chooses components of 8 bits, or of 6; those that are there keep their value. */
  void setWide(boolean newWide) {
    wide = newWide;
  }

  /** All colours as 0xRRGGBB, each behind the pixel mask. */
  int[] colours() {
    int[] colours = new int[256];
    for (int i = 0; i < colours.length; i++) {
      int at = (i & mask) * COMPONENTS;
      colours[i] = level(at) << 16 | level(at + 1) << 8 | level(at + 2);
    }
    return colours;
  }

  /** A component of 6 bits spread over the 8 that a picture has. */
  private int level(int at) {
    int value = components[at];
    return wide ? value : (value & 0x3F) << 2 | (value & 0x3F) >> 4;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(components).add(mask).add(state).add(readAt).add(writeAt).add(written).add(latch);
    hash.add(wide);
  }
}
