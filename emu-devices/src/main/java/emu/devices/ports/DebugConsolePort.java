package emu.devices.ports;

import emu.core.bus.ByteDevice;
import java.util.function.IntConsumer;

/**
 * Port E9h, the debug console of Bochs and QEMU, which firmware has at 402h: every byte written
 * goes to a sink of the host; a read gives E9h, by which guests find it.
 *
 * <p>It has no state, so nothing of it takes part in the state hash.
 */
public final class DebugConsolePort implements ByteDevice {
  private static final int READBACK = 0xE9;

  private final IntConsumer sink;

  /** A console whose bytes (0 to 255) go to {@code sink}. */
  public DebugConsolePort(IntConsumer sink) {
    this.sink = sink;
  }

  @Override
  public int readByte(int offset) {
    return offset == 0 ? READBACK : 0xFF;
  }

  @Override
  public void writeByte(int offset, int value) {
    if (offset == 0) {
      sink.accept(value);
    }
  }
}
