package emu.devices.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotDiskTest {
  private static final int SECTORS = 1000;

  /** Random reads and writes, compared with an array; the disk below stays as it was. */
  @Test
  void behavesAsADiskAndLeavesTheOneBelowAlone() throws Exception {
    long seed = 42;
    System.out.println("snapshot, seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] original = new byte[SECTORS * 512];
    random.nextBytes(original);
    byte[] model = original.clone();
    MemoryDisk base = MemoryDisk.ofDisk(original);
    try (SnapshotDisk disk = SnapshotDisk.of(base)) {
      assertEquals(SECTORS, disk.sectors());
      assertFalse(disk.isReadOnly());
      for (int i = 0; i < 500; i++) {
        int sector = random.nextInt(SECTORS);
        int count = 1 + random.nextInt(Math.min(300, SECTORS - sector));
        byte[] data = new byte[count * 512];
        if (random.nextInt(3) == 0) {
          random.nextBytes(data);
          disk.write(sector, count, data, 0);
          System.arraycopy(data, 0, model, sector * 512, data.length);
        } else {
          disk.read(sector, count, data, 0);
          assertArrayEquals(Arrays.copyOfRange(model, sector * 512, (sector + count) * 512), data);
        }
      }
      disk.flush();
    }
    byte[] after = new byte[SECTORS * 512];
    base.read(0, SECTORS, after, 0);
    assertArrayEquals(original, after);
  }
}
