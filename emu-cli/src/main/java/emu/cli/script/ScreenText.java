package emu.cli.script;

import emu.devices.display.Frame;
import emu.devices.display.Screen;
import emu.devices.display.TextScreen;
import java.util.Optional;

/** Reads what a screen shows, in text modes and where a graphics mode shows a text console. */
public final class ScreenText {
  private final Screen screen;
  private final Frame frame = new Frame();
  private String read = "";

  /** Reads {@code screen}. */
  public ScreenText(Screen screen) {
    this.screen = screen;
  }

  /** What the screen shows, as lines; without a text mode, what can be read in the picture. */
  public String lines() {
    Optional<TextScreen> characters = screen.text();
    if (characters.isPresent()) {
      return characters.get().lines();
    }
    screen.draw(frame);
    if (frame.firstChanged() < frame.endChanged()) {
      read = PictureText.read(frame);
    }
    return read;
  }

  /** Whether the screen shows {@code text} in one of its lines. */
  public boolean shows(String text) {
    return lines().contains(text);
  }
}
