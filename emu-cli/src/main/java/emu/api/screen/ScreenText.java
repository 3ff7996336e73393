package emu.api.screen;

import emu.devices.display.Frame;
import emu.devices.display.Screen;
import emu.devices.display.TextScreen;
import java.util.Optional;

/** Reads what a screen shows, in text modes and where a graphics mode shows a text console. */
public final class ScreenText {
  /** Syslinux's graphical menus leave so many pixels free all around. */
  private static final int SYSLINUX_BORDER = 8;

  private final Screen screen;
  private final Frame frame = new Frame();
  private final PictureText picture = new PictureText(0);
  private final PictureText bordered = new PictureText(SYSLINUX_BORDER);

  /** Reads {@code screen}. */
  public ScreenText(Screen screen) {
    this.screen = screen;
  }

  /** Whether the screen shows {@code text} in one of its lines. */
  public boolean shows(String text) {
    Optional<TextScreen> characters = screen.text();
    if (characters.isPresent()) {
      return characters.get().lines().contains(text);
    }
    look();
    return picture.shows(text) || bordered.shows(text);
  }

  /** What the screen shows, as lines; U+FFFD is what cannot be read. */
  public String lines() {
    Optional<TextScreen> characters = screen.text();
    if (characters.isPresent()) {
      return characters.get().lines();
    }
    look();
    return picture.lines();
  }

  private void look() {
    screen.draw(frame);
    if (frame.firstChanged() < frame.endChanged()) {
      picture.read(frame);
      bordered.read(frame);
    }
  }
}
