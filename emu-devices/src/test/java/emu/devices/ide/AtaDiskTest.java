package emu.devices.ide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import emu.devices.storage.MemoryDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registers and protocols by ATA/ATAPI-6, as drivers use them. */
class AtaDiskTest {
  private static final int SECTORS = 2000;
  private static final int READY = Status.DRDY | Status.DSC;

  private final byte[] contents = contents();
  private final FailingDisk disk = new FailingDisk(contents);
  private final IdeHost host = new IdeHost(new Drive(Drive.Kind.HARD_DISK, disk));

  private static byte[] contents() {
    byte[] bytes = new byte[SECTORS * 512];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  /** A disk of which some sector cannot be read or written, and which counts its flushes. */
  private static final class FailingDisk implements Disk {
    private final MemoryDisk disk;
    private long bad = -1;
    private int flushes;

    FailingDisk(byte[] contents) {
      disk = MemoryDisk.ofDisk(contents);
    }

    private void check(long sector, int count) throws IOException {
      if (bad >= sector && bad < sector + count) {
        throw new IOException("bad sector");
      }
    }

    @Override
    public int sectorSize() {
      return 512;
    }

    @Override
    public long sectors() {
      return disk.sectors();
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public void read(long sector, int count, byte[] target, int from) throws IOException {
      check(sector, count);
      disk.read(sector, count, target, from);
    }

    @Override
    public void write(long sector, int count, byte[] source, int from) throws IOException {
      check(sector, count);
      disk.write(sector, count, source, from);
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    host.close();
  }

  private byte[] sectors(int first, int count) {
    return Arrays.copyOfRange(contents, first * 512, (first + count) * 512);
  }

  private byte[] onDisk(int first, int count) throws IOException {
    byte[] bytes = new byte[count * 512];
    disk.disk.read(first, count, bytes, 0);
    return bytes;
  }

  @Test
  void showsItsSignatureAfterAReset() {
    host.control.write(0, 1, Status.SRST);
    assertEquals(Status.BSY, host.alternateStatus());
    host.control.write(0, 1, 0);
    assertEquals(READY, host.await());
    assertEquals(1, host.in(IdeHost.ERROR));
    assertEquals(1, host.in(IdeHost.COUNT));
    assertEquals(1, host.in(IdeHost.LBA_LOW));
    assertEquals(0, host.in(IdeHost.LBA_MID));
    assertEquals(0, host.in(IdeHost.LBA_HIGH));
    assertEquals(0, host.interrupt.edges());
  }

  @Test
  void theAbsentDeviceOneReadsAsZero() {
    host.out(IdeHost.DEVICE, 0xB0);
    host.out(IdeHost.COUNT, 0x55);
    assertEquals(0, host.in(IdeHost.COUNT));
    assertEquals(0, host.in(IdeHost.STATUS));
    host.out(IdeHost.COMMAND, AtaCommand.IDENTIFY_DEVICE);
    host.time.run(1_000_000);
    assertEquals(0, host.interrupt.edges());
  }

  @Test
  void identifiesItself() {
    host.out(IdeHost.DEVICE, 0xA0);
    host.out(IdeHost.COMMAND, AtaCommand.IDENTIFY_DEVICE);
    assertEquals(Status.BSY, host.alternateStatus());
    assertEquals(READY | Status.DRQ, host.await());
    assertTrue(host.interrupt.level());
    assertEquals(READY | Status.DRQ, host.in(IdeHost.STATUS));
    assertFalse(host.interrupt.level(), "reading the status register acknowledges");
    byte[] data = host.readData(512);
    assertEquals(READY, host.alternateStatus());
    assertEquals(1, host.interrupt.edges(), "none after the last block");
    assertEquals("EMU HARDDISK", IdeHost.text(data, 27, 20));
    assertEquals("EMU00001", IdeHost.text(data, 10, 10));
    assertEquals(SECTORS, IdeHost.word(data, 60));
    assertEquals(SECTORS, IdeHost.word(data, 100));
    assertEquals(16, IdeHost.word(data, 3));
    assertEquals(63, IdeHost.word(data, 6));
  }

  @Test
  void readsSectorsOneInterruptEach() {
    host.command(AtaCommand.READ_SECTORS, 100, 3);
    byte[] read = new byte[3 * 512];
    for (int i = 0; i < 3; i++) {
      assertEquals(READY | Status.DRQ, host.await());
      assertEquals(i + 1, host.interrupt.edges());
      host.in(IdeHost.STATUS);
      System.arraycopy(host.readData(512), 0, read, i * 512, 512);
    }
    assertEquals(READY, host.await());
    assertArrayEquals(sectors(100, 3), read);
    assertEquals(0, host.command.read(IdeHost.DATA, 2), "there is no more");
  }

  /** As REP INS reads: what is asked for beyond the block is not there yet. */
  @Test
  void readsABlockAtOnce() {
    host.command(AtaCommand.READ_SECTORS, 11, 2);
    host.await();
    byte[] read = new byte[600];
    host.command.readRepeatedly(IdeHost.DATA, 2, read, 500);
    assertEquals(READY | Status.DRQ, host.alternateStatus());
    host.command.readRepeatedly(IdeHost.DATA, 2, read, 100);
    assertArrayEquals(Arrays.copyOfRange(sectors(11, 1), 500, 512), Arrays.copyOf(read, 12));
    assertArrayEquals(new byte[88], Arrays.copyOfRange(read, 12, 100));
    assertEquals(READY | Status.DRQ, host.await());
    host.command.readRepeatedly(IdeHost.DATA, 2, read, 512);
    assertArrayEquals(sectors(12, 1), Arrays.copyOf(read, 512));
    assertEquals(READY, host.alternateStatus());
  }

  @Test
  void readsMultipleAndByDoubleWords() {
    host.command(AtaCommand.SET_MULTIPLE_MODE, 0, 8);
    assertEquals(READY, host.await());
    host.command(AtaCommand.READ_MULTIPLE, 5, 20);
    byte[] read = new byte[20 * 512];
    for (int sector = 0; sector < 20; sector += 8) {
      assertEquals(READY | Status.DRQ, host.await());
      int length = Math.min(8, 20 - sector) * 512;
      for (int i = 0; i < length; i += 4) {
        long word = host.command.read(IdeHost.DATA, 4);
        for (int j = 0; j < 4; j++) {
          read[sector * 512 + i + j] = (byte) (word >> (8 * j));
        }
      }
    }
    assertEquals(READY, host.await());
    assertArrayEquals(sectors(5, 20), read);
    host.command(AtaCommand.SET_MULTIPLE_MODE, 0, 7);
    assertEquals(READY | Status.ERR, host.await(), "no power of two");
  }

  @Test
  void writesSectorsWithoutAFirstInterrupt() throws IOException {
    host.command(AtaCommand.WRITE_SECTORS, 7, 2);
    assertEquals(READY | Status.DRQ, host.alternateStatus());
    assertEquals(0, host.interrupt.edges());
    host.writeData(sectors(50, 1));
    assertEquals(READY | Status.DRQ, host.await());
    assertEquals(1, host.interrupt.edges());
    host.in(IdeHost.STATUS);
    host.writeData(sectors(51, 1));
    assertEquals(READY, host.await());
    assertEquals(2, host.interrupt.edges());
    assertArrayEquals(sectors(50, 2), onDisk(7, 2));
  }

  @Test
  void addressesByCylinderHeadAndSector() {
    host.out(IdeHost.DEVICE, 0xA0 | 3);
    host.out(IdeHost.COUNT, 1);
    host.out(IdeHost.LBA_LOW, 5);
    host.out(IdeHost.LBA_MID, 1);
    host.out(IdeHost.LBA_HIGH, 0);
    host.out(IdeHost.COMMAND, AtaCommand.READ_SECTORS);
    host.await();
    assertArrayEquals(sectors((16 + 3) * 63 + 4, 1), host.readData(512));
    host.out(IdeHost.LBA_LOW, 0);
    host.out(IdeHost.COMMAND, AtaCommand.READ_SECTORS);
    assertEquals(READY | Status.ERR, host.await());
    assertEquals(Status.IDNF, host.in(IdeHost.ERROR));
    host.out(IdeHost.DEVICE, 0xA0 | 1);
    host.out(IdeHost.COUNT, 10);
    host.out(IdeHost.COMMAND, AtaCommand.INITIALIZE_DEVICE_PARAMETERS);
    assertEquals(READY, host.await());
    host.out(IdeHost.COUNT, 1);
    host.out(IdeHost.LBA_LOW, 10);
    host.out(IdeHost.COMMAND, AtaCommand.READ_SECTORS);
    host.await();
    assertArrayEquals(sectors((2 + 1) * 10 + 9, 1), host.readData(512));
  }

  @Test
  void readsByDma() {
    host.region(0x1004, 0, 0x8000, 700, false);
    host.region(0x1004, 1, 0xA002, 5 * 512 - 700, true);
    host.command(AtaCommand.READ_DMA, 20, 5);
    host.time.run(1_000_000);
    assertEquals(Status.BSY, host.alternateStatus(), "waits for the bus master");
    host.startMaster(0x1004, true);
    assertEquals(0x61, host.masterStatus());
    assertEquals(READY, host.await());
    assertEquals(0x64, host.masterStatus());
    assertTrue(host.interrupt.level());
    byte[] read = new byte[5 * 512];
    host.memory.copyOut(0x8000, read, 0, 700);
    host.memory.copyOut(0xA002, read, 700, read.length - 700);
    assertArrayEquals(sectors(20, 5), read);
    host.master.write(0, 1, 0);
    host.master.write(2, 1, 0x64);
    assertEquals(0x60, host.masterStatus());
  }

  /** More than one chunk, the bus master started first, 48-bit address, FLUSH CACHE. */
  @Test
  void writesByDma() throws IOException {
    int count = 700;
    for (int i = 0; i < 6; i++) {
      host.region(0x1000, i, 0x1_0000 * (i + 1L), 0, i == 5);
    }
    host.memory.copyIn(0x1_0000, sectors(900, count));
    host.startMaster(0x1000, false);
    host.extendedCommand(AtaCommand.WRITE_DMA_EXT, 3, count);
    assertEquals(READY, host.await());
    assertEquals(0x65, host.masterStatus(), "the table has room left");
    assertArrayEquals(sectors(900, count), onDisk(3, count));
    assertEquals(0, disk.flushes);
    host.out(IdeHost.COMMAND, AtaCommand.FLUSH_CACHE_EXT);
    assertEquals(READY, host.await());
    assertEquals(1, disk.flushes);
  }

  @Test
  void aTableThatIsTooShortStopsTheMasterAndNothingElse() {
    host.region(0x1000, 0, 0x8000, 512, true);
    host.startMaster(0x1000, true);
    host.command(AtaCommand.READ_DMA, 0, 2);
    host.time.run(1_000_000);
    assertEquals(Status.BSY, host.alternateStatus());
    assertEquals(0x60, host.masterStatus());
    assertEquals(0, host.interrupt.edges());
    host.control.write(0, 1, Status.SRST);
    host.control.write(0, 1, 0);
    assertEquals(READY, host.await());
  }

  @Test
  void namesTheBadSector() {
    disk.bad = 33;
    host.region(0x1000, 0, 0x8000, 20 * 512, true);
    host.startMaster(0x1000, true);
    host.command(AtaCommand.READ_DMA, 20, 20);
    assertEquals(READY | Status.ERR, host.await());
    assertEquals(Status.UNC, host.in(IdeHost.ERROR));
    assertEquals(33, host.in(IdeHost.LBA_LOW));
    assertTrue(host.interrupt.level());
    host.command(AtaCommand.WRITE_SECTORS, 33, 1);
    host.writeData(new byte[512]);
    assertEquals(READY | Status.ERR, host.await());
    assertEquals(Status.ABRT, host.in(IdeHost.ERROR));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    host.command(AtaCommand.READ_SECTORS, SECTORS - 1, 2);
    assertEquals(READY | Status.ERR, host.await());
    assertEquals(Status.IDNF, host.in(IdeHost.ERROR));
    host.extendedCommand(AtaCommand.READ_DMA_EXT, (1L << 48) - 1, 0);
    assertEquals(READY | Status.ERR, host.await());
    host.command(0xB0, 0, 0);
    assertEquals(READY | Status.ERR, host.await());
    assertEquals(Status.ABRT, host.in(IdeHost.ERROR));
  }

  @Test
  void previousContentsOfTheRegistersAreBehindHob() {
    host.out(IdeHost.COUNT, 0x12);
    host.out(IdeHost.COUNT, 0x34);
    assertEquals(0x34, host.in(IdeHost.COUNT));
    host.control.write(0, 1, Status.HOB);
    assertEquals(0x12, host.in(IdeHost.COUNT));
    host.out(IdeHost.LBA_LOW, 0);
    assertEquals(0x34, host.in(IdeHost.COUNT));
    host.out(IdeHost.COMMAND, AtaCommand.READ_NATIVE_MAX_EXT);
    host.await();
    assertEquals(SECTORS - 1 & 0xFF, host.in(IdeHost.LBA_LOW));
  }

  @Test
  void noInterruptWhileDisabled() {
    host.control.write(0, 1, Status.NIEN);
    host.command(AtaCommand.IDLE_IMMEDIATE, 0, 0);
    assertEquals(READY, host.await());
    assertFalse(host.interrupt.level());
    host.control.write(0, 1, 0);
    assertTrue(host.interrupt.level());
  }

  @Test
  void withoutWriteCacheEveryWriteIsFlushed() {
    host.out(IdeHost.FEATURES, 0x82);
    host.command(AtaCommand.SET_FEATURES, 0, 0);
    assertEquals(READY, host.await());
    host.command(AtaCommand.WRITE_SECTORS, 1, 1);
    host.writeData(new byte[512]);
    assertEquals(READY, host.await());
    assertEquals(1, disk.flushes);
  }

  @Test
  void answersOnlyWhenEnabled() {
    host.function.writeConfig(0x40, 2, 0);
    assertEquals(0xFF, host.in(IdeHost.STATUS) & 0xFF);
    host.function.writeConfig(0x40, 2, 0x8000);
    assertEquals(READY, host.in(IdeHost.STATUS));
    host.function.writeConfig(4, 2, 0);
    assertEquals(0xFF, host.alternateStatus());
  }
}
