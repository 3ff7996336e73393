package emu.cli.display.vnc;

import emu.cli.display.MouseInput;
import emu.devices.keyboard.MouseEvent;

/** A viewer's pointer (RFC 6143, 7.5.5), as the guest's mouse. */
final class ViewerPointer {
  /** What viewers that tell motion call no motion. */
  private static final int NO_MOTION = 0x7FFF;

  /** No picture is so wide or high; what is above is motion. */
  private static final int LAST_PLACE = 0x3FFF;

  private static final int WHEEL_UP = 1 << 3;
  private static final int WHEEL_DOWN = 1 << 4;

  private final MouseInput guest;
  private boolean known;
  private int x;
  private int y;
  private int mask;

  ViewerPointer(MouseInput guest) {
    this.guest = guest;
  }

  /**
   * It is at a place, or has moved, with the buttons of {@code newMask} down: bit 0 left, 1 middle,
   * 2 right, 3 and 4 the wheel.
   *
   * @param tellsMotion whether the viewer knows to tell motion, and does so once it has the mouse
   */
  void event(int newMask, int newX, int newY, boolean tellsMotion) {
    if (tellsMotion && newX > LAST_PLACE && newY > LAST_PLACE) {
      known = false;
      guest.move(newX - NO_MOTION, newY - NO_MOTION);
    } else {
      if (known) {
        guest.move(newX - x, newY - y);
      }
      known = true;
      x = newX;
      y = newY;
    }
    int pressed = newMask & ~mask;
    mask = newMask;
    guest.buttons(buttons(newMask));
    if ((pressed & WHEEL_UP) != 0) {
      guest.turn(-1);
    }
    if ((pressed & WHEEL_DOWN) != 0) {
      guest.turn(1);
    }
  }

  private static int buttons(int mask) {
    return ((mask & 1) != 0 ? MouseEvent.LEFT : 0)
        | ((mask & 2) != 0 ? MouseEvent.MIDDLE : 0)
        | ((mask & 4) != 0 ? MouseEvent.RIGHT : 0);
  }
}
