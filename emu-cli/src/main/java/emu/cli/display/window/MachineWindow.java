package emu.cli.display.window;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.RedrawPace;
import emu.cli.display.Seat;
import emu.cli.display.SpeedMeter;
import emu.devices.display.Frame;
import emu.devices.keyboard.Key;
import java.awt.Dimension;
import java.awt.GraphicsDevice;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Map;
import javax.swing.JFrame;
import javax.swing.Timer;
import javax.swing.WindowConstants;

/** The window; used on AWT's thread only. */
final class MachineWindow {
  private static final int NANOSECONDS_PER_MILLISECOND = 1_000_000;
  private static final int TITLE_MILLISECONDS = 1000;

  private final Seat seat;
  private final Frame frame = new Frame();
  private final Picture picture = new Picture();
  private final JFrame window = new JFrame();
  private final GrabbedMouse mouse;
  private final HotKeys keys;
  private final SpeedMeter speed;
  private final RedrawPace pace = new RedrawPace(System.nanoTime());
  private final Timer redraw = new Timer(milliseconds(RedrawPace.SHORTEST), _ -> redraw());
  private final Timer title = new Timer(TITLE_MILLISECONDS, _ -> measure());
  private long mips;
  private int zoom = 1;
  private boolean whole = true;
  private boolean full;

  /** Opens a window. */
  MachineWindow(Seat seat, KeyboardLayout layout) {
    this.seat = seat;
    this.speed = new SpeedMeter(seat.instructions(), System.nanoTime());
    this.mouse = new GrabbedMouse(picture, seat, this::setTitle);
    this.keys = new HotKeys(seat, new HostKeys(layout), actions());
    window.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    window.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            seat.leave().run();
          }

          @Override
          public void windowDeactivated(WindowEvent event) {
            keys.releaseAll();
            mouse.release();
          }
        });
    window.getContentPane().add(picture);
    picture.addKeyListener(keys);
    picture.addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyPressed(KeyEvent event) {
            pace.stir(System.nanoTime());
          }
        });
    picture.addMouseListener(mouse);
    picture.addMouseMotionListener(mouse);
    picture.addMouseWheelListener(mouse);
    setTitle();
    redraw();
    fit();
    window.setLocationByPlatform(true);
    window.setVisible(true);
    picture.requestFocusInWindow();
    redraw.start();
    title.start();
  }

  private Map<Key, Runnable> actions() {
    return Map.ofEntries(
        Map.entry(Key.G, mouse::toggle),
        Map.entry(Key.F, this::toggleFull),
        Map.entry(Key.S, this::toggleWhole),
        Map.entry(Key.U, () -> zoomTo(1)),
        Map.entry(Key.EQUAL, () -> zoomTo(zoom + 1)),
        Map.entry(Key.KEYPAD_ADD, () -> zoomTo(zoom + 1)),
        Map.entry(Key.MINUS, () -> zoomTo(zoom - 1)),
        Map.entry(Key.KEYPAD_SUBTRACT, () -> zoomTo(zoom - 1)));
  }

  private void redraw() {
    keys.settle();
    mouse.settle();
    boolean fits = picture.getSize().equals(picture.sizeAt(zoom));
    seat.screen().draw(frame);
    if (picture.show(frame)) {
      pace.stir(System.nanoTime());
    }
    redraw.setDelay(milliseconds(pace.delay(System.nanoTime())));
    // A window whose size the user chose keeps it.
    if (frame.isResized() && fits && !full) {
      fit();
    }
  }

  private static int milliseconds(long nanoseconds) {
    return (int) (nanoseconds / NANOSECONDS_PER_MILLISECOND);
  }

  private void fit() {
    picture.setPreferredSize(picture.sizeAt(zoom));
    window.pack();
  }

  private void zoomTo(int wanted) {
    Dimension room = window.getGraphicsConfiguration().getBounds().getSize();
    Dimension size = picture.sizeAt(wanted);
    if (wanted == 1 || wanted > 1 && size.width <= room.width && size.height <= room.height) {
      zoom = wanted;
      fit();
    }
  }

  private void toggleWhole() {
    whole = !whole;
    picture.setWhole(whole);
  }

  private void toggleFull() {
    full = !full;
    GraphicsDevice device = window.getGraphicsConfiguration().getDevice();
    device.setFullScreenWindow(null);
    // Its borders can change only while it is not there.
    window.dispose();
    window.setUndecorated(full);
    if (full) {
      device.setFullScreenWindow(window);
    } else {
      fit();
    }
    window.setVisible(true);
    picture.requestFocusInWindow();
  }

  private void measure() {
    mips = speed.mips(System.nanoTime());
    setTitle();
  }

  private void setTitle() {
    String hint =
        mouse != null && mouse.isGrabbed()
            ? "Ctrl-Alt-G gives the mouse back"
            : "click to use the mouse";
    window.setTitle("emu - %s - %d MIPS - %s".formatted(seat.name(), mips, hint));
  }

  /** Closes the window. */
  void close() {
    redraw.stop();
    title.stop();
    window.dispose();
  }
}
