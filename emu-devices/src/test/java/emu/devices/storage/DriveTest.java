package emu.devices.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DriveTest {
  private final MemoryDisk first = MemoryDisk.ofCdRom(new byte[2048]);
  private final MemoryDisk second = MemoryDisk.ofCdRom(new byte[4096]);
  private final Drive drive = new Drive(Drive.Kind.CD_ROM, first);

  @Test
  void anOpenTrayKeepsTheDiskOutOfReach() {
    drive.setOpen(true);
    drive.setOpen(true);
    assertTrue(drive.disk().isEmpty());
    assertEquals(1, drive.changes());
    drive.setOpen(false);
    assertSame(first, drive.disk().orElseThrow());
    assertEquals(2, drive.changes());
  }

  @Test
  void anotherDiskClosesTheTray() {
    drive.setOpen(true);
    drive.change(second);
    assertFalse(drive.isOpen());
    assertSame(second, drive.disk().orElseThrow());
  }
}
