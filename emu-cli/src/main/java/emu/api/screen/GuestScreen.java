package emu.api.screen;

import emu.devices.display.Frame;
import emu.devices.display.Screen;
import java.nio.file.Path;

/** What a machine's display adapter shows. */
public final class GuestScreen {
  private final Screen screen;
  private final ScreenText text;

  /** Looks at {@code screen}. */
  public GuestScreen(Screen screen) {
    this.screen = screen;
    this.text = new ScreenText(screen);
  }

  /**
   * What it shows as lines, in text modes and where a graphics mode shows a text console; U+FFFD is
   * what cannot be read. Empty if the screen is dark.
   */
  public String text() {
    return text.lines();
  }

  /** Whether it shows {@code wanted} in one of its lines. */
  public boolean shows(String wanted) {
    return text.shows(wanted);
  }

  /** What it shows as pixels. */
  public Frame picture() {
    Frame frame = new Frame();
    screen.draw(frame);
    return frame;
  }

  /**
   * Writes what it shows to {@code file} as PNG.
   *
   * @throws emu.api.MachineException if the file cannot be written
   */
  public void write(Path file) {
    Screendump.write(screen, file);
  }
}
