package emu.cli.display.window;

import emu.devices.display.Frame;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import javax.swing.JComponent;

/** The part of the window that shows the machine's screen. */
final class Picture extends JComponent {
  private static final long serialVersionUID = 1;

  private transient BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  private boolean whole = true;

  Picture() {
    setOpaque(true);
    setBackground(Color.BLACK);
    setFocusable(true);
    setFocusTraversalKeysEnabled(false);
  }

  /** Shows what changed in {@code frame}; whether there was anything. */
  boolean show(Frame frame) {
    if (frame.width() == 0 || frame.height() == 0) {
      return false;
    }
    int width = frame.width();
    boolean resized = width != image.getWidth() || frame.height() != image.getHeight();
    if (resized) {
      image = new BufferedImage(width, frame.height(), BufferedImage.TYPE_INT_RGB);
    }
    int first = resized ? 0 : frame.firstChanged();
    int end = resized ? frame.height() : frame.endChanged();
    if (first < end) {
      int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
      System.arraycopy(frame.pixels(), first * width, pixels, first * width, (end - first) * width);
      repaintRows(resized, first, end);
    }
    return first < end;
  }

  private void repaintRows(boolean all, int first, int end) {
    if (all) {
      repaint();
      return;
    }
    Placement place = placement();
    int top = place.y() + (int) ((long) first * place.height() / image.getHeight());
    int bottom = place.y() + (int) ((long) end * place.height() / image.getHeight()) + 1;
    repaint(place.x(), top, place.width(), bottom - top);
  }

  /** Whether pixels are squares of whole pixels of the window. */
  void setWhole(boolean whole) {
    this.whole = whole;
    repaint();
  }

  /** The size at which each pixel of the picture is {@code zoom} pixels wide. */
  Dimension sizeAt(int zoom) {
    return new Dimension(image.getWidth() * zoom, image.getHeight() * zoom);
  }

  private Placement placement() {
    return Placement.of(image.getWidth(), image.getHeight(), getWidth(), getHeight(), whole);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    graphics.setColor(getBackground());
    graphics.fillRect(0, 0, getWidth(), getHeight());
    Placement place = placement();
    ((Graphics2D) graphics)
        .setRenderingHint(
            RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(image, place.x(), place.y(), place.width(), place.height(), null);
  }
}
