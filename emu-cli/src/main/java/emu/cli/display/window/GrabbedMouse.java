package emu.cli.display.window;

import emu.cli.display.MouseInput;
import emu.cli.display.Seat;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Cursor;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.image.BufferedImage;

/** Takes the host's mouse for the guest, from a click into the picture until it is given back. */
final class GrabbedMouse extends MouseAdapter {
  private static final int REACH = 100;

  private final Component view;
  private final MouseInput guest;
  private final Runnable onChange;
  private final Cursor hidden;
  private Robot robot;
  private Grab grab;

  /** A mouse over {@code view}; {@code onChange} is told when it is taken or given back. */
  GrabbedMouse(Component view, Seat seat, Runnable onChange) {
    this.view = view;
    this.guest = new MouseInput(seat.mouse());
    this.onChange = onChange;
    this.hidden =
        Toolkit.getDefaultToolkit()
            .createCustomCursor(
                new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB), new Point(), "hidden");
    try {
      robot = new Robot();
    } catch (AWTException e) {
      // Motion then ends at the edges of the screen.
      robot = null;
    }
  }

  boolean isGrabbed() {
    return grab != null;
  }

  void toggle() {
    if (isGrabbed()) {
      release();
    } else {
      take();
    }
  }

  private void take() {
    Point middle = middle();
    grab = new Grab(middle.x, middle.y, REACH);
    view.setCursor(hidden);
    onChange.run();
  }

  /** Gives the mouse back. */
  void release() {
    if (isGrabbed()) {
      grab = null;
      guest.buttons(0);
      view.setCursor(Cursor.getDefaultCursor());
      onChange.run();
    }
  }

  /** Hands over what found no room before. */
  void settle() {
    guest.settle();
  }

  private Point middle() {
    Point corner = view.getLocationOnScreen();
    return new Point(corner.x + view.getWidth() / 2, corner.y + view.getHeight() / 2);
  }

  @Override
  public void mousePressed(MouseEvent event) {
    view.requestFocusInWindow();
    if (isGrabbed()) {
      guest.buttons(guest.buttons() | bit(event));
    } else {
      // The click that takes the mouse is for us.
      take();
    }
  }

  @Override
  public void mouseReleased(MouseEvent event) {
    if (isGrabbed()) {
      guest.buttons(guest.buttons() & ~bit(event));
    }
  }

  private static int bit(MouseEvent event) {
    return switch (event.getButton()) {
      case MouseEvent.BUTTON1 -> emu.devices.keyboard.MouseEvent.LEFT;
      case MouseEvent.BUTTON2 -> emu.devices.keyboard.MouseEvent.MIDDLE;
      case MouseEvent.BUTTON3 -> emu.devices.keyboard.MouseEvent.RIGHT;
      default -> 0;
    };
  }

  @Override
  public void mouseWheelMoved(MouseWheelEvent event) {
    if (isGrabbed()) {
      guest.turn(event.getWheelRotation());
    }
  }

  @Override
  public void mouseDragged(MouseEvent event) {
    mouseMoved(event);
  }

  @Override
  public void mouseMoved(MouseEvent event) {
    if (!isGrabbed() || !view.isShowing()) {
      return;
    }
    Point middle = middle();
    grab.moveTo(middle.x, middle.y);
    Grab.Step step = grab.at(event.getXOnScreen(), event.getYOnScreen());
    guest.move(step.dx(), step.dy());
    if (step.jump() && robot != null) {
      robot.mouseMove(middle.x, middle.y);
    }
  }
}
