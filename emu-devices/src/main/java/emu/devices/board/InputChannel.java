package emu.devices.board;

import emu.core.bus.HostQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the host sends to one device. Threads of the host may offer at any time; the device gets it
 * between two instructions that the run loop chooses, so that it can be recorded.
 */
final class InputChannel<T> {
  private final HostQueue<T> offered;
  private final HostQueue<T> forDevice;

  /** At most {@code capacity} elements wait on either side; {@code wake} tells of offered ones. */
  InputChannel(int capacity, Runnable wake) {
    this.offered = new HostQueue<>(capacity);
    this.forDevice = new HostQueue<>(capacity);
    offered.onOffer(wake);
  }

  /** Where threads of the host offer. */
  HostQueue<T> offered() {
    return offered;
  }

  /** Where the device polls. */
  HostQueue<T> forDevice() {
    return forDevice;
  }

  boolean isReady() {
    return !offered.isEmpty() && forDevice.room() > 0;
  }

  void take(Consumer<Runnable> record) {
    if (isReady()) {
      List<T> taken = new ArrayList<>();
      while (taken.size() < forDevice.room() && !offered.isEmpty()) {
        offered.poll().ifPresent(taken::add);
      }
      record.accept(() -> taken.forEach(forDevice::offer));
    }
  }

  void clear() {
    while (!forDevice.isEmpty()) {
      forDevice.poll();
    }
  }
}
