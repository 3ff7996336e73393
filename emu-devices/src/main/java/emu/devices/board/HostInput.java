package emu.devices.board;

import emu.core.bus.HostQueue;
import emu.devices.keyboard.KeyEvent;
import emu.devices.keyboard.MouseEvent;
import java.util.List;
import java.util.function.Consumer;

/** What comes from the host's user; it outlives a reset. */
final class HostInput {
  private static final int SERIAL_BYTES = 1 << 16;
  private static final int KEY_EVENTS = 256;
  private static final int MOUSE_EVENTS = 256;

  final InputChannel<Byte> serial1;
  final InputChannel<KeyEvent> keys;
  final InputChannel<MouseEvent> movements;

  /** Nothing comes through the second serial port. */
  final HostQueue<Byte> serial2 = new HostQueue<>(1);

  private final List<InputChannel<?>> channels;

  HostInput(Runnable wake) {
    serial1 = new InputChannel<>(SERIAL_BYTES, wake);
    keys = new InputChannel<>(KEY_EVENTS, wake);
    movements = new InputChannel<>(MOUSE_EVENTS, wake);
    channels = List.of(serial1, keys, movements);
  }

  /** Whether anything waits that the devices have room for. */
  boolean isReady() {
    return channels.stream().anyMatch(InputChannel::isReady);
  }

  /**
   * Takes what waits and the devices have room for; {@code record} is given what hands it to them.
   */
  void take(Consumer<Runnable> record) {
    channels.forEach(channel -> channel.take(record));
  }

  /** Takes from the devices what they have not looked at yet. */
  void clear() {
    channels.forEach(InputChannel::clear);
  }
}
