package emu.cli.display;

import emu.core.bus.HostQueue;
import emu.devices.keyboard.MouseEvent;

/** The mouse of one viewer. While a guest takes nothing, what it does is added up here. */
public final class MouseInput {
  /** More than a screen is wide; what a guest did not take for so long is no motion any more. */
  private static final int MOST = 1 << 13;

  private final HostQueue<MouseEvent> queue;
  private int dx;
  private int dy;
  private int wheel;
  private int buttons;
  private boolean news;

  /** A mouse with all buttons up. */
  public MouseInput(HostQueue<MouseEvent> queue) {
    this.queue = queue;
  }

  /** Moves it by {@code right} and {@code down} counts. */
  public synchronized void move(int right, int down) {
    dx = sum(dx, right);
    dy = sum(dy, down);
    news |= (right | down) != 0;
    settle();
  }

  /** Turns the wheel by {@code steps} towards the user. */
  public synchronized void turn(int steps) {
    wheel = sum(wheel, steps);
    news |= steps != 0;
    settle();
  }

  /** Has those buttons down that are in {@code newButtons}, by the bits of {@link MouseEvent}. */
  public synchronized void buttons(int newButtons) {
    news |= newButtons != buttons;
    buttons = newButtons;
    settle();
  }

  /** The buttons that are down. */
  public synchronized int buttons() {
    return buttons;
  }

  /** Hands over what found no room before; to be called now and then. */
  public synchronized void settle() {
    if (news && queue.offer(new MouseEvent(dx, dy, wheel, buttons))) {
      dx = 0;
      dy = 0;
      wheel = 0;
      news = false;
    }
  }

  private static int sum(int sum, int value) {
    return Math.clamp((long) sum + value, -MOST, MOST);
  }
}
