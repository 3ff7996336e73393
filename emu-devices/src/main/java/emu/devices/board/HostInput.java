package emu.devices.board;

import emu.core.bus.HostQueue;
import emu.devices.keyboard.KeyEvent;
import emu.devices.keyboard.MouseEvent;

/** What comes from the host's user; it outlives a reset. */
final class HostInput {
  private static final int SERIAL_BYTES = 1 << 16;
  private static final int KEY_EVENTS = 256;
  private static final int MOUSE_EVENTS = 256;

  final HostQueue<Byte> serial1 = new HostQueue<>(SERIAL_BYTES);
  final HostQueue<Byte> serial2 = new HostQueue<>(1);
  final HostQueue<KeyEvent> keys = new HostQueue<>(KEY_EVENTS);
  final HostQueue<MouseEvent> movements = new HostQueue<>(MOUSE_EVENTS);

  HostInput(Runnable wake) {
    serial1.onOffer(wake);
    keys.onOffer(wake);
    movements.onOffer(wake);
  }
}
