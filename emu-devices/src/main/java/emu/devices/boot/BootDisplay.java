package emu.devices.boot;

import java.util.Optional;

/** A display adapter that a loader can switch to a graphics mode. */
public interface BootDisplay {

  /**
   * A picture in memory, pixel after pixel, the top row first.
   *
   * @param address its physical address
   * @param pitch bytes from a row to the next
   * @param width pixels of a row
   * @param height rows
   * @param bits to a pixel: 15 and 16 (5:5:5 and 5:6:5, blue lowest), 24, 32 (blue, green, red)
   */
  record Framebuffer(long address, int pitch, int width, int height, int bits) {}

  /**
   * Shows a black picture of that size.
   *
   * @param bits as in {@link Framebuffer}
   * @return where it is; empty if the adapter cannot show it, and is in text mode as before
   */
  Optional<Framebuffer> show(int width, int height, int bits);
}
