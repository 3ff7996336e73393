package emu.cli.display.vnc;

import java.util.Arrays;

/** The different pixels of a tile, in the order in which they come first; up to a limit. */
final class Palette {
  private static final int SLOTS = 512;

  /** Spreads pixels over the slots: 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9E37_79B9;

  private final int limit;
  private final int[] pixels;
  private final int[] slots = new int[SLOTS];
  private int size;
  private boolean full;

  /** An empty palette for up to {@code limit} pixels, at most half of its slots. */
  Palette(int limit) {
    this.limit = limit;
    this.pixels = new int[limit];
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
    full = false;
  }

  /** Adds {@code pixel} unless it is there, or there are too many. */
  void add(int pixel) {
    int slot = slotOf(pixel);
    if (slots[slot] != 0) {
      return;
    }
    if (size == limit) {
      full = true;
    } else {
      pixels[size++] = pixel;
      slots[slot] = size;
    }
  }

  /** The slot that has {@code pixel}, or the free one where it belongs. */
  private int slotOf(int pixel) {
    int slot = (pixel * SPREAD) >>> (32 - Integer.numberOfTrailingZeros(SLOTS));
    while (slots[slot] != 0 && pixels[slots[slot] - 1] != pixel) {
      slot = (slot + 1) % SLOTS;
    }
    return slot;
  }

  /** Whether there were more different pixels than it takes. */
  boolean isOverfull() {
    return full;
  }

  int size() {
    return size;
  }

  /** The pixel at {@code index}. */
  int pixel(int index) {
    return pixels[index];
  }

  /** Where {@code pixel} is, which was added. */
  int indexOf(int pixel) {
    return slots[slotOf(pixel)] - 1;
  }
}
