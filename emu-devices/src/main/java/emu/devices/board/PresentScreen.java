package emu.devices.board;

import emu.devices.display.Frame;
import emu.devices.display.Screen;
import emu.devices.display.TextScreen;
import java.util.Optional;

/**
 * The screen of the machine, whichever board it has now: each reset connects another adapter.
 *
 * <p>A viewer may still draw from the adapter of before while the machine is reset. So an adapter
 * reads its memory for drawing with {@link emu.core.memory.RawMemory#peek} only, which can be done
 * at any time, also after the board was closed.
 */
final class PresentScreen implements Screen {
  /** What a monitor shows that gets no signal. */
  private static final Screen DARK =
      new Screen() {
        @Override
        public void draw(Frame frame) {
          frame.begin(640, 480);
          int[] row = new int[640];
          for (int y = 0; y < 480; y++) {
            frame.setRow(y, row);
          }
        }

        @Override
        public Optional<TextScreen> text() {
          return Optional.empty();
        }
      };

  private volatile Screen adapter = DARK;

  /** Shows what {@code next} sends from now on, or nothing. */
  void connect(Optional<Screen> next) {
    adapter = next.orElse(DARK);
  }

  @Override
  public void draw(Frame frame) {
    adapter.draw(frame);
  }

  @Override
  public Optional<TextScreen> text() {
    return adapter.text();
  }
}
