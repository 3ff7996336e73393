package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.InterruptLine;
import emu.devices.rtc.Mc146818;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import emu.devices.testing.ManualTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What firmware reads about drives and the boot order, at QEMU's places. */
class CmosTest {
  private final Mc146818 rtc =
      new Mc146818(new ManualTime().events(), InterruptLine.UNCONNECTED, Instant.EPOCH);

  private record Empty(long sectors) implements Disk {
    @Override
    public int sectorSize() {
      return 512;
    }

    @Override
    public boolean isReadOnly() {
      return true;
    }

    @Override
    public void read(long sector, int count, byte[] target, int from) {}

    @Override
    public void write(long sector, int count, byte[] source, int from) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private int read(int index) {
    rtc.writeByte(0, index);
    return rtc.readByte(1);
  }

  @Test
  void bootOrderIsInNibbles() {
    BoardConfig plain = BoardConfig.deterministic(16 << 20, value -> {});
    Cmos.fill(rtc, plain);
    assertEquals(0x32, read(0x3D));
    assertEquals(0x10, read(0x38));
    Cmos.fill(rtc, plain.withBootOrder(new BootOrder("d", false)));
    assertEquals(0x03, read(0x3D));
    assertEquals(0, read(0x38));
    assertEquals(0, read(0x10));
    assertEquals(6, read(0x14));
  }

  @Test
  void drivesAreDescribed() {
    BoardConfig config =
        BoardConfig.deterministic(16 << 20, value -> {})
            .withIde(0, new Drive(Drive.Kind.HARD_DISK, new Empty(1000 * 16 * 63)))
            .withIde(2, new Drive(Drive.Kind.CD_ROM, null))
            .withIde(3, new Drive(Drive.Kind.HARD_DISK, new Empty(1L << 40)))
            .withFloppy(0, new Drive(Drive.Kind.FLOPPY, null))
            .withFloppy(1, new Drive(Drive.Kind.FLOPPY, null));
    Cmos.fill(rtc, config);
    assertEquals(0x44, read(0x10));
    assertEquals(0x47, read(0x14));
    assertEquals(0xF0, read(0x12));
    assertEquals(47, read(0x19));
    assertEquals(0, read(0x1A));
    assertEquals(1000, read(0x1B) | read(0x1C) << 8);
    assertEquals(16, read(0x1D));
    assertEquals(63, read(0x23));
    assertEquals(0x40, read(0x39));
  }
}
