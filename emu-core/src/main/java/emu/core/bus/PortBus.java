package emu.core.bus;

import emu.core.debug.Described;
import java.util.Arrays;

/**
 * The 64 KiB port space (SDM 1, chapter 19).
 *
 * <p>An access goes whole to the device mapped at its first port. Ports that nobody claims read as
 * all ones and ignore writes, as a floating ISA bus does.
 */
public final class PortBus implements Described {
  private static final int PORTS = 0x1_0000;

  private final BusDevice[] devices = new BusDevice[PORTS];
  private final int[] bases = new int[PORTS];
  private BusObserver observer;

  /**
   * Maps {@code count} ports from {@code first} to {@code device}, whose offset 0 is {@code first};
   * replaces what was there.
   *
   * @throws IllegalArgumentException if the range leaves the port space
   */
  public void map(int first, int count, BusDevice device) {
    checkRange(first, count);
    for (int port = first; port < first + count; port++) {
      devices[port] = device;
      bases[port] = first;
    }
  }

  /** Leaves {@code count} ports from {@code first} unclaimed. */
  public void unmap(int first, int count) {
    checkRange(first, count);
    for (int port = first; port < first + count; port++) {
      devices[port] = null;
    }
  }

  /** Tells {@code newObserver} of every access from now on; null ends that. */
  public void observe(BusObserver newObserver) {
    observer = newObserver;
  }

  /** Reads {@code size} bytes (1, 2 or 4) from {@code port} (0 to 0xFFFF), zero-extended. */
  public int read(int port, int size) {
    BusDevice device = devices[port];
    long value = device == null ? -1 : device.read(port - bases[port], size);
    long read = value & (-1L >>> (64 - size * 8));
    tell(false, port, size, read, device);
    return (int) read;
  }

  /**
   * Reads {@code size} bytes (1, 2 or 4) from {@code port} (0 to 0xFFFF) again and again, into the
   * first {@code length} bytes of {@code target}, a multiple of {@code size}.
   */
  public void readRepeatedly(int port, int size, byte[] target, int length) {
    BusDevice device = devices[port];
    if (device == null) {
      Arrays.fill(target, 0, length, (byte) -1);
    } else {
      device.readRepeatedly(port - bases[port], size, target, length);
    }
    if (observer != null) {
      tell(false, port, length, firstBytes(target, length), device);
    }
  }

  /**
   * Writes the low {@code size} bytes (1, 2 or 4) of {@code value} to {@code port} (0 to 0xFFFF).
   */
  public void write(int port, int size, int value) {
    BusDevice device = devices[port];
    long written = value & (-1L >>> (64 - size * 8));
    if (device != null) {
      device.write(port - bases[port], size, written);
    }
    tell(true, port, size, written, device);
  }

  private static long firstBytes(byte[] bytes, int length) {
    long value = 0;
    for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }

  private void tell(boolean write, int port, int size, long value, BusDevice device) {
    if (observer != null) {
      observer.accessed(BusObserver.Space.PORT, write, port, size, value, device);
    }
  }

  /** A line for each range of ports. */
  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int port = 0; port < PORTS; port++) {
      BusDevice device = devices[port];
      if (device != null) {
        int first = port;
        while (port + 1 < PORTS && devices[port + 1] == device && bases[port + 1] == bases[port]) {
          port++;
        }
        text.append("  %04x-%04x  %s%n".formatted(first, port, BusDevice.nameOf(device)));
      }
    }
    return text.toString();
  }

  private static void checkRange(int first, int count) {
    if (first < 0 || count < 1 || first + count > PORTS) {
      throw new IllegalArgumentException(
          "port range " + first + "+" + count + " leaves the port space");
    }
  }
}
