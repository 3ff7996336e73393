package emu.devices.ide;

import emu.core.bus.BusDevice;
import emu.core.debug.StateHash;
import emu.devices.storage.Drive;
import emu.devices.storage.MemoryDisk;
import emu.devices.testing.HostileSweep;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nothing that a guest writes has the function throw or go on for ever. */
class HostileIdeTest {

  @Test
  void arbitraryAccesses() {
    try (IdeHost host = host()) {
      HostileSweep.run(0x1DE, host.time, 8, List.of(host.command, host.control, host.master));
      host.function.hashInto(new StateHash());
    }
  }

  /** Commands of drivers with arbitrary parameters, data and tables. */
  @Test
  void arbitraryParameters() {
    long seed = 0xA7A;
    System.out.println("hostile commands, seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (IdeHost host = host()) {
      byte[] memory = new byte[1 << 16];
      for (int round = 0; round < 3000; round++) {
        random.nextBytes(memory);
        host.memory.copyIn(0, memory, 0, 4096);
        host.out(IdeHost.DEVICE, random.nextInt(256));
        for (int register = 1; register < 6; register++) {
          host.out(register, random.nextInt(4) == 0 ? random.nextInt(256) : 0);
        }
        boolean packet = random.nextBoolean();
        host.out(IdeHost.COMMAND, packet ? AtaCommand.PACKET : random.nextInt(256));
        host.master.write(4, 4, random.nextInt(random.nextBoolean() ? 4096 : 1 << 21));
        host.master.write(0, 1, random.nextInt(256));
        move(host, random, packet);
        host.time.run(random.nextInt(100_000));
        if (random.nextInt(4) == 0) {
          host.control.write(0, 1, Status.SRST);
          host.control.write(0, 1, 0);
          host.await();
        }
      }
      host.function.hashInto(new StateHash());
    }
  }

  private static void move(IdeHost host, SplittableRandom random, boolean packet) {
    BusDevice port = host.command;
    int words = random.nextInt(2000);
    if (packet) {
      for (int i = 0; i < 6; i++) {
        port.write(0, 2, random.nextBoolean() ? random.nextInt() : 0);
      }
    }
    for (int i = 0; i < words; i++) {
      if (random.nextBoolean()) {
        port.read(0, 1 << random.nextInt(3));
      } else {
        port.write(0, 1 << random.nextInt(3), random.nextInt());
      }
      if (i % 256 == 0) {
        host.time.run(3000);
      }
    }
  }

  private static IdeHost host() {
    return new IdeHost(
        new Drive(Drive.Kind.HARD_DISK, MemoryDisk.ofDisk(new byte[100 * 512])),
        new Drive(Drive.Kind.CD_ROM, MemoryDisk.ofCdRom(new byte[100 * 2048])));
  }
}
