package emu.cli.display.window;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.Display;
import emu.cli.display.Seat;
import emu.cli.error.UserException;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import javax.swing.SwingUtilities;

/** Shows a machine in a window. */
public final class WindowDisplay implements Display {
  private final KeyboardLayout layout;
  private MachineWindow window;

  /** A window that is not open yet; {@code layout} counts where the host tells no positions. */
  public WindowDisplay(KeyboardLayout layout) {
    this.layout = layout;
  }

  @Override
  public synchronized void start(Seat seat) {
    try {
      if (GraphicsEnvironment.isHeadless()) {
        throw noWindows(null);
      }
      SwingUtilities.invokeAndWait(() -> window = new MachineWindow(seat, layout));
    } catch (AWTError | LinkageError e) {
      throw noWindows(e);
    } catch (InvocationTargetException e) {
      throw noWindows(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static UserException noWindows(Throwable cause) {
    return new UserException(
        "no window can be opened here, because Java finds no desktop (is DISPLAY set, is this JDK a"
            + " headless one?): use -vnc :0 or -display curses",
        cause);
  }

  @Override
  public synchronized void close() {
    if (window != null) {
      MachineWindow open = window;
      window = null;
      SwingUtilities.invokeLater(open::close);
    }
  }
}
