package emu.devices.board;

import emu.core.bus.HostQueue;

/** What comes from the host's user; it outlives a reset. */
final class HostInput {
  private static final int SERIAL_BYTES = 1 << 16;

  final HostQueue<Byte> serial1 = new HostQueue<>(SERIAL_BYTES);
  final HostQueue<Byte> serial2 = new HostQueue<>(1);

  HostInput(Runnable wake) {
    serial1.onOffer(wake);
  }
}
