package emu.devices.display;

import java.util.Optional;

/**
 * What a display adapter sends to its monitor. Any thread may ask; the guest does not wait for it,
 * so a picture may show part of a change.
 */
public interface Screen {

  /** Draws what is shown now into {@code frame}, whose size becomes the picture's. */
  void draw(Frame frame);

  /** What is shown now as characters; empty in a graphics mode or while the screen is dark. */
  Optional<TextScreen> text();
}
