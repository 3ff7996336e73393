package emu.devices.board;

import emu.core.bus.PortBus;
import emu.core.memory.PhysicalMemory;
import emu.devices.boot.BootDisplay;
import java.util.Optional;

/**
 * Sets modes of a board's display adapter through its Bochs interface (Bochs VBE display API), for
 * kernels that want to find one.
 *
 * @param ports the board's ports
 * @param frameBuffer physical address of the adapter's memory
 */
record BoardDisplay(PortBus ports, long frameBuffer) implements BootDisplay {
  private static final int X_RESOLUTION = 1;
  private static final int Y_RESOLUTION = 2;
  private static final int BITS = 3;
  private static final int ENABLE = 4;
  private static final int VIRTUAL_WIDTH = 6;
  private static final int VIRTUAL_HEIGHT = 7;

  private static final int ENABLED_LINEAR = 0x41;

  private static final int BAR0 = 0x10;

  /** That of {@code board}, if it has one. */
  static Optional<BootDisplay> of(Board board) {
    return board.vga.map(adapter ->
        new BoardDisplay(
            board.ports,
            Integer.toUnsignedLong(adapter.readConfig(BAR0, 4)) & -PhysicalMemory.PAGE));
  }

  @Override
  public Optional<Framebuffer> show(int width, int height, int bits) {
    write(ENABLE, 0);
    write(BITS, bits);
    write(X_RESOLUTION, width);
    write(Y_RESOLUTION, height);
    write(VIRTUAL_WIDTH, width);
    boolean possible =
        width > 0
            && height > 0
            && read(BITS) == bits
            && read(X_RESOLUTION) == width
            && read(Y_RESOLUTION) == height
            && read(VIRTUAL_HEIGHT) >= height;
    if (!possible) {
      return Optional.empty();
    }
    write(ENABLE, ENABLED_LINEAR);
    int pitch = read(VIRTUAL_WIDTH) * (bits + 7 >> 3);
    return Optional.of(new Framebuffer(frameBuffer, pitch, width, height, bits));
  }

  private void write(int register, int value) {
    ports.write(Board.DISPI, 2, register);
    ports.write(Board.DISPI + 1, 2, value);
  }

  private int read(int register) {
    ports.write(Board.DISPI, 2, register);
    return ports.read(Board.DISPI + 1, 2);
  }
}
