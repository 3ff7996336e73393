package emu.devices.boot.multiboot;

import emu.devices.boot.BootDisplay;
import emu.devices.boot.BootDisplay.Framebuffer;
import java.util.Optional;

/**
 * The screen that a kernel prefers.
 *
 * @param text whether that is text
 * @param width pixels or characters of a row; 0 if it does not care
 * @param height rows; 0 if it does not care
 * @param depth bits to a pixel; 0 if it does not care
 */
record VideoRequest(boolean text, long width, long height, long depth) {
  private static final int USUAL_DEPTH = 32;

  /** Tried in this order when there is no such mode. */
  private static final int[][] USUAL = {{1024, 768}, {800, 600}, {640, 480}};

  /** Sets the mode that comes nearest; empty if the adapter stays in text mode. */
  Optional<Framebuffer> show(BootDisplay display) {
    if (text) {
      return Optional.empty();
    }
    int bits = depth == 15 || depth == 16 || depth == 24 ? (int) depth : USUAL_DEPTH;
    if (width > 0 && height > 0) {
      // The adapter counts in eight pixels.
      Optional<Framebuffer> exact =
          display.show((int) Math.min(width, 0xFFFF) & ~7, (int) Math.min(height, 0xFFFF), bits);
      if (exact.isPresent()) {
        return exact;
      }
    }
    for (int[] size : USUAL) {
      Optional<Framebuffer> usual = display.show(size[0], size[1], bits);
      if (usual.isPresent()) {
        return usual;
      }
    }
    return Optional.empty();
  }
}
