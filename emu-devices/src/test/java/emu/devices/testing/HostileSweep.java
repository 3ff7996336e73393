package emu.devices.testing;

import emu.core.bus.BusDevice;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random accesses to devices, in random order and at random times, as a hostile guest makes them.
 */
public final class HostileSweep {
  private static final int ACCESSES = 100_000;
  private static final int MAX_STEP_NANOSECONDS = 2_000_000;

  private HostileSweep() {}

  /**
   * Reads and writes {@code devices} at offsets up to {@code registers} (exclusive) with all sizes;
   * fails by what they throw.
   */
  public static void run(long seed, ManualTime time, int registers, List<BusDevice> devices) {
    System.out.println("hostile sweep, seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < ACCESSES; i++) {
      BusDevice device = devices.get(random.nextInt(devices.size()));
      int size = 1 << random.nextInt(4);
      long offset = random.nextInt(registers);
      if (random.nextInt(3) == 0) {
        device.read(offset, size);
      } else {
        device.write(offset, size, random.nextLong());
      }
      if (random.nextInt(8) == 0) {
        time.run(random.nextInt(random.nextInt(MAX_STEP_NANOSECONDS) + 1));
      }
    }
  }
}
