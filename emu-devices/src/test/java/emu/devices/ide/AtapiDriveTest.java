package emu.devices.ide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.storage.Drive;
import emu.devices.storage.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packet protocol by ATA/ATAPI-6, packets by MMC-3 and SPC-2. */
class AtapiDriveTest {
  private static final int BLOCKS = 400;
  private static final int READY = Status.DRDY | Status.DSC;
  private static final int FAILED = READY | Status.ERR;

  private final byte[] contents = contents();
  private final Drive drive = new Drive(Drive.Kind.CD_ROM, MemoryDisk.ofCdRom(contents));
  private final IdeHost host = new IdeHost(drive);

  private static byte[] contents() {
    byte[] bytes = new byte[BLOCKS * 2048];
    new SplittableRandom(2).nextBytes(bytes);
    return bytes;
  }

  @AfterEach
  void close() {
    host.close();
  }

  private byte[] blocks(int first, int count) {
    return Arrays.copyOfRange(contents, first * 2048, (first + count) * 2048);
  }

  /** Sends a packet whose response fits one block, and returns the response. */
  private byte[] response(int... packet) {
    host.packet(0, 0xFFFE, packet);
    if (host.await() != (READY | Status.DRQ)) {
      return new byte[0];
    }
    assertEquals(Status.REASON_TO_HOST, host.in(IdeHost.COUNT));
    int length = host.in(IdeHost.LBA_HIGH) << 8 | host.in(IdeHost.LBA_MID);
    byte[] data = host.readData(length + 1 & ~1);
    assertEquals(READY, host.await());
    assertEquals(3, host.in(IdeHost.COUNT), "reason: status");
    return Arrays.copyOf(data, length);
  }

  private int status(int... packet) {
    host.packet(0, 0xFFFE, packet);
    return host.await();
  }

  /** Key and code that REQUEST SENSE tells. */
  private String sense() {
    byte[] sense = response(Packet.REQUEST_SENSE, 0, 0, 0, 18);
    assertEquals(18, sense.length);
    return "%x/%02x".formatted(sense[2], sense[12]);
  }

  @Test
  void isRecognisedByItsSignature() {
    host.control.write(0, 1, Status.SRST);
    host.control.write(0, 1, 0);
    assertEquals(0, host.await());
    assertEquals(0x14, host.in(IdeHost.LBA_MID));
    assertEquals(0xEB, host.in(IdeHost.LBA_HIGH));
    host.out(IdeHost.LBA_MID, 0);
    host.out(IdeHost.COMMAND, AtaCommand.IDENTIFY_DEVICE);
    assertEquals(FAILED, host.await());
    assertEquals(0x14, host.in(IdeHost.LBA_MID));
    host.out(IdeHost.COMMAND, AtaCommand.IDENTIFY_PACKET_DEVICE);
    assertEquals(READY | Status.DRQ, host.await());
    byte[] data = host.readData(512);
    assertEquals(READY, host.alternateStatus());
    assertEquals(0x85C0, IdeHost.word(data, 0));
    assertEquals("EMU CD-ROM", IdeHost.text(data, 27, 20));
  }

  @Test
  void readsInBlocksOfTheByteCountLimit() {
    host.packet(0, 5001, Packet.READ_10, 0, 0, 0, 0, 9, 0, 0, 3);
    byte[] read = new byte[3 * 2048];
    int[] lengths = {5000, 1144};
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      assertEquals(READY | Status.DRQ, host.await());
      assertEquals(i + 1, host.interrupt.edges());
      host.in(IdeHost.STATUS);
      assertEquals(Status.REASON_TO_HOST, host.in(IdeHost.COUNT));
      assertEquals(lengths[i], host.in(IdeHost.LBA_HIGH) << 8 | host.in(IdeHost.LBA_MID));
      System.arraycopy(host.readData(lengths[i]), 0, read, at, lengths[i]);
      at += lengths[i];
    }
    assertEquals(READY, host.await());
    assertEquals(3, host.interrupt.edges(), "one more for the status");
    assertArrayEquals(blocks(9, 3), read);
  }

  @Test
  void aByteCountLimitOfNothingIsRefused() {
    for (int limit = 0; limit < 2; limit++) {
      host.packet(0, limit, Packet.READ_10, 0, 0, 0, 0, 9, 0, 0, 3);
      assertEquals(FAILED, host.await());
      assertEquals(Status.ABRT, host.in(IdeHost.ERROR));
    }
  }

  @Test
  void readsByDma() {
    for (int i = 0; i < 10; i++) {
      host.region(0x1000, i, 0x1_0000 * (i + 1L), 0, i == 9);
    }
    host.packet(1, 0, Packet.READ_12, 0, 0, 0, 0, 50, 0, 0, 1, 0x3F);
    host.startMaster(0x1000, true);
    assertEquals(READY, host.await());
    assertEquals(0x64, host.masterStatus() & 0x64);
    byte[] read = new byte[319 * 2048];
    host.memory.copyOut(0x1_0000, read, 0, read.length);
    assertArrayEquals(blocks(50, 319), read);
  }

  @Test
  void describesItselfAndTheDisc() {
    byte[] inquiry = response(Packet.INQUIRY, 0, 0, 0, 36);
    assertEquals(5, inquiry[0]);
    assertEquals("EMU     EMU CD-ROM", new String(inquiry, 8, 18, StandardCharsets.US_ASCII));
    assertEquals(5, response(Packet.INQUIRY, 0, 0, 0, 5).length, "not more than asked for");
    assertArrayEquals(
        new byte[] {0, 0, 1, (byte) 0x8F, 0, 0, 8, 0}, response(Packet.READ_CAPACITY));
    byte[] toc = response(Packet.READ_TOC, 2, 0, 0, 0, 0, 0, 0, 100);
    assertEquals(20, toc.length);
    assertArrayEquals(new byte[] {0, 0, 2, 0}, Arrays.copyOfRange(toc, 8, 12), "track 1 at 0:2.0");
    assertEquals((byte) 0xAA, toc[14]);
    assertArrayEquals(new byte[] {0, 0, 7, 25}, Arrays.copyOfRange(toc, 16, 20));
    assertEquals(12, response(Packet.READ_TOC, 0, 1, 0, 0, 0, 0, 0, 100).length);
    assertEquals(48, response(Packet.READ_TOC, 0, 2, 0, 0, 0, 0, 0, 100).length);
    assertEquals(12, response(Packet.READ_TOC, 0, 0, 0, 0, 0, 0xAA, 0, 100).length);
    assertEquals(34, response(Packet.READ_DISC_INFORMATION, 0, 0, 0, 0, 0, 0, 0, 100).length);
    assertEquals(16, response(Packet.READ_SUBCHANNEL, 2, 0x40, 1, 0, 0, 0, 0, 100).length);
    assertEquals(8, response(Packet.MECHANISM_STATUS, 0, 0, 0, 0, 0, 0, 0, 0, 8).length);
    byte[] configuration = response(Packet.GET_CONFIGURATION, 0, 0, 0, 0, 0, 0, 1, 0);
    assertEquals(configuration.length - 4, configuration[3]);
    assertEquals(8, configuration[7], "a CD-ROM is in it");
    byte[] core = response(Packet.GET_CONFIGURATION, 2, 0, 1, 0, 0, 0, 1, 0);
    assertEquals(16, core.length);
  }

  @Test
  void hasModePages() {
    byte[] page = response(Packet.MODE_SENSE_10, 0, 0x2A, 0, 0, 0, 0, 0, 100);
    assertEquals(28, page.length);
    assertEquals(26, page[1]);
    assertEquals(0x2A, page[8]);
    byte[] all = response(Packet.MODE_SENSE_6, 0, 0x3F, 0, 200);
    assertEquals(4 + 8 + 16 + 20, all.length);
    assertEquals(all.length - 1, all[0]);
    byte[] changeable = response(Packet.MODE_SENSE_10, 0, 0x6A, 0, 0, 0, 0, 0, 100);
    assertEquals(18, changeable[9]);
    assertArrayEquals(new byte[18], Arrays.copyOfRange(changeable, 10, 28));
    assertEquals(FAILED, status(Packet.MODE_SENSE_10, 0, 0x05, 0, 0, 0, 0, 0, 100));
    assertEquals("5/24", sense());
  }

  @Test
  void tellsWhyACommandFailed() {
    assertEquals(FAILED, status(Packet.READ_10, 0, 0, 0, 1, 0x90, 0, 0, 1));
    assertEquals(0x50, host.in(IdeHost.ERROR));
    assertEquals("5/21", sense());
    assertEquals("0/00", sense());
    assertEquals(FAILED, status(0x99));
    assertEquals("5/20", sense());
    assertEquals(READY, status(Packet.READ_10, 0, 0, 0, 0, 0, 0, 0, 0), "nothing is fine");
  }

  @Test
  void tellsThatTheDiscWasChanged() {
    assertEquals(READY, status(Packet.TEST_UNIT_READY));
    drive.change(null);
    assertEquals(FAILED, status(Packet.TEST_UNIT_READY));
    assertEquals("2/3a", sense());
    drive.change(MemoryDisk.ofCdRom(new byte[4096]));
    byte[] event = response(Packet.GET_EVENT_STATUS_NOTIFICATION, 1, 0, 0, 0x10, 0, 0, 0, 8);
    assertEquals(2, event[4], "new media");
    assertEquals(2, event[5], "present");
    assertEquals(FAILED, status(Packet.TEST_UNIT_READY));
    assertEquals("6/28", sense());
    assertEquals(READY, status(Packet.TEST_UNIT_READY));
    assertEquals(1, response(Packet.READ_CAPACITY)[3]);
    event = response(Packet.GET_EVENT_STATUS_NOTIFICATION, 1, 0, 0, 0x10, 0, 0, 0, 8);
    assertEquals(0, event[4]);
  }

  @Test
  void theGuestOpensTheTrayUnlessItLockedIt() {
    assertEquals(READY, status(Packet.PREVENT_ALLOW_MEDIUM_REMOVAL, 0, 0, 0, 1));
    assertTrue(drive.isLocked());
    assertEquals(FAILED, status(Packet.START_STOP_UNIT, 0, 0, 0, 2));
    assertEquals("5/53", sense());
    assertEquals(READY, status(Packet.PREVENT_ALLOW_MEDIUM_REMOVAL, 0, 0, 0, 0));
    assertEquals(READY, status(Packet.START_STOP_UNIT, 0, 0, 0, 2));
    assertTrue(drive.isOpen());
    assertEquals(FAILED, status(Packet.READ_CAPACITY));
    assertEquals("2/3a", sense());
    assertEquals(READY, status(Packet.START_STOP_UNIT, 0, 0, 0, 3));
    assertFalse(drive.isOpen());
    assertEquals(FAILED, status(Packet.READ_CAPACITY));
    assertEquals("6/28", sense());
    assertEquals(READY, status(Packet.TEST_UNIT_READY));
  }

  @Test
  void canBeResetWhileItWaits() {
    host.packet(1, 0, Packet.READ_10, 0, 0, 0, 0, 0, 0, 0, 1);
    host.time.run(1_000_000);
    assertEquals(Status.BSY, host.alternateStatus());
    host.out(IdeHost.COMMAND, AtaCommand.DEVICE_RESET);
    assertEquals(0, host.await());
    assertEquals(READY, status(Packet.TEST_UNIT_READY));
  }
}
