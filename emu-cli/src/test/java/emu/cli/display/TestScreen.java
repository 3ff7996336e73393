package emu.cli.display;

import emu.core.bus.HostQueue;
import emu.devices.display.Frame;
import emu.devices.display.Screen;
import emu.devices.display.TextScreen;
import emu.devices.keyboard.KeyEvent;
import emu.devices.keyboard.MouseEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A screen that shows what a test wants, with a keyboard and a mouse that remember. */
public final class TestScreen implements Screen {
  private final HostQueue<KeyEvent> keys = new HostQueue<>(1000);
  private final HostQueue<MouseEvent> mouse = new HostQueue<>(1000);
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> leave = new LinkedBlockingQueue<>();
  private int width;
  private int height;
  private int[] pixels = {};
  private Optional<TextScreen> text = Optional.empty();

  /** Shows {@code newPixels}, 0xRRGGBB. */
  public synchronized TestScreen show(int newWidth, int newHeight, int[] newPixels) {
    width = newWidth;
    height = newHeight;
    pixels = newPixels.clone();
    text = Optional.empty();
    return this;
  }

  /** Shows text. */
  public synchronized void show(TextScreen newText) {
    text = Optional.of(newText);
  }

  @Override
  public synchronized void draw(Frame frame) {
    frame.begin(width, height);
    for (int y = 0; y < height; y++) {
      frame.setRow(y, Arrays.copyOfRange(pixels, y * width, (y + 1) * width));
    }
  }

  @Override
  public synchronized Optional<TextScreen> text() {
    return text;
  }

  /** A seat before this screen. */
  public Seat seat() {
    return new Seat(
        "test", this, keys, mouse, () -> 0, () -> leave.add("left"), line -> line, log::add);
  }

  /** What was typed. */
  public HostQueue<KeyEvent> keys() {
    return keys;
  }

  /** What the mouse did. */
  public HostQueue<MouseEvent> mouse() {
    return mouse;
  }

  /** What the user was told. */
  public BlockingQueue<String> log() {
    return log;
  }

  /** That the user wanted to leave. */
  public BlockingQueue<String> leave() {
    return leave;
  }

  /**
   * A picture with parts of one colour, of few colours, of runs, and of noise, by the random
   * numbers of {@code seed}.
   */
  public static int[] picture(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] pixels = new int[width * height];
    int[] colours = random.ints(64, 0, 0x100_0000).toArray();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int kind = (x / 80 + y / 70) % 5;
        pixels[y * width + x] =
            switch (kind) {
              case 0 -> 0x0000AA;
              case 1 -> colours[random.nextInt(2 + x / 100)];
              case 2 -> colours[(x / 7 + y) % colours.length];
              case 3 -> random.nextInt(0x100_0000);
              default -> (x << 14 | y << 3) & 0xFF_FFFF;
            };
      }
    }
    return pixels;
  }

  /** A line for each key event until now: + or - and the key. */
  public List<String> typed() {
    List<String> typed = new ArrayList<>();
    for (Optional<KeyEvent> event = keys.poll(); event.isPresent(); event = keys.poll()) {
      typed.add((event.get().pressed() ? "+" : "-") + event.get().key());
    }
    return typed;
  }
}
