package emu.cli.display.curses;

import emu.cli.console.WindowSize;
import emu.devices.display.Frame;
import emu.devices.display.Screen;
import emu.devices.display.TextScreen;
import java.util.Optional;

/** What a terminal's window is to show of a screen; used by one thread. */
final class Canvas {
  /** What is drawn in a larger window would be too much for any terminal. */
  private static final int MOST_COLUMNS = 1000;

  private static final int MOST_ROWS = 500;

  private final Screen screen;
  private final Painter painter;
  private final Frame frame = new Frame();

  /** The grid of the picture that was drawn last; null if none or text was. */
  private Grid picture;

  private int columns;
  private int rows;

  Canvas(Screen screen, Colours colours) {
    this.screen = screen;
    painter = new Painter(colours);
  }

  /** The window has that size, and shows something unknown. */
  void resize(WindowSize size) {
    columns = Math.min(size.columns(), MOST_COLUMNS);
    rows = Math.min(size.rows(), MOST_ROWS);
    painter.forget();
    picture = null;
  }

  /** What the terminal is to be sent so that it shows what the screen does now; may be empty. */
  String draw() {
    Optional<TextScreen> text = screen.text();
    if (text.isPresent()) {
      Grid grid = new Grid(columns, rows);
      TextView.draw(text.get(), grid);
      picture = null;
      return painter.paint(grid);
    }
    screen.draw(frame);
    boolean changed = frame.isResized() || frame.firstChanged() < frame.endChanged();
    if (changed || picture == null) {
      picture = new Grid(columns, rows);
      if (frame.width() > 0 && frame.height() > 0) {
        PictureView.draw(frame, picture);
      }
    }
    return painter.paint(picture);
  }
}
