package emu.devices.ide;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import java.util.Arrays;
import java.util.Optional;

/** What a CD-ROM drive does with command packets (MMC, and SPC for the common ones). */
final class CdRom implements Hashed {
  private static final int BLOCK = 2048;

  // Media events (MMC 6.7.2.4).
  private static final int EVENT_NONE = 0;
  private static final int EVENT_NEW_MEDIA = 2;
  private static final int EVENT_REMOVAL = 3;
  private static final int MEDIA_CLASS = 4;
  private static final int NO_EVENT_AVAILABLE = 0x80;

  private final Drive drive;
  private int seenChanges;
  private Sense sense = Sense.NONE;
  private boolean attention;
  private int event = EVENT_NONE;

  CdRom(Drive drive) {
    this.drive = drive;
    seenChanges = drive.changes();
    drive.setLocked(false);
  }

  /** Forgets what was going on, as a reset does. */
  void reset() {
    sense = Sense.NONE;
    attention = false;
    drive.setLocked(false);
  }

  /** Remembers what REQUEST SENSE will tell. */
  void failed(Sense why) {
    sense = why;
  }

  /**
   * Carries out {@code packet}.
   *
   * @return what the host is to read, perhaps nothing
   */
  Transfer execute(Packet packet) throws CheckCondition {
    lookForChange();
    int operation = packet.operation();
    if (operation == Packet.REQUEST_SENSE) {
      return limited(takeSense(), packet.at(4));
    }
    sense = Sense.NONE;
    if (attention && isHeldUp(operation)) {
      attention = false;
      throw new CheckCondition(Sense.MEDIUM_CHANGED);
    }
    return switch (operation) {
      case Packet.INQUIRY -> limited(inquiry(packet), packet.at16(3));
      case Packet.MODE_SENSE_6 -> limited(ModePages.sense(packet, drive.isLocked()), packet.at(4));
      case Packet.MODE_SENSE_10 ->
          limited(ModePages.sense(packet, drive.isLocked()), packet.at16(7));
      case Packet.GET_CONFIGURATION -> limited(Configuration.get(packet, blocks()), packet.at16(7));
      case Packet.GET_EVENT_STATUS_NOTIFICATION -> limited(takeEvent(packet), packet.at16(7));
      case Packet.MECHANISM_STATUS ->
          limited(new Response(8).put8(1, drive.isOpen() ? 0x10 : 0).bytes(), packet.at16(8));
      case Packet.START_STOP_UNIT -> startStop(packet);
      case Packet.PREVENT_ALLOW_MEDIUM_REMOVAL -> {
        drive.setLocked(packet.has(4, 1));
        yield nothing();
      }
      case Packet.SET_CD_SPEED -> nothing();
      default -> executeOnDisc(packet);
    };
  }

  /** Commands that need a disc. */
  private Transfer executeOnDisc(Packet packet) throws CheckCondition {
    Disc disc = new Disc(blocks());
    return switch (packet.operation()) {
      case Packet.TEST_UNIT_READY -> {
        readyDisk();
        yield nothing();
      }
      case Packet.READ_CAPACITY -> {
        readyDisk();
        yield Transfer.ofBytes(disc.capacity());
      }
      case Packet.READ_10 -> read(packet.at32(2), packet.at16(7));
      case Packet.READ_12 -> read(packet.at32(2), packet.at32(6));
      case Packet.READ_CD -> readCd(packet);
      case Packet.SEEK_10 -> {
        read(packet.at32(2), 1);
        yield nothing();
      }
      case Packet.READ_TOC -> {
        readyDisk();
        yield limited(disc.tableOfContents(packet), packet.at16(7));
      }
      case Packet.READ_SUBCHANNEL -> {
        readyDisk();
        yield limited(Disc.subchannel(packet), packet.at16(7));
      }
      case Packet.READ_DISC_INFORMATION -> {
        readyDisk();
        yield limited(Disc.information(), packet.at16(7));
      }
      default -> throw new CheckCondition(Sense.INVALID_COMMAND);
    };
  }

  private void lookForChange() {
    if (drive.changes() != seenChanges) {
      seenChanges = drive.changes();
      attention = disk().isPresent();
      event = attention ? EVENT_NEW_MEDIA : EVENT_REMOVAL;
    }
  }

  /** Whether a unit attention comes before {@code operation} (SPC 5.8.5, MMC 6.7). */
  private static boolean isHeldUp(int operation) {
    return switch (operation) {
      case Packet.INQUIRY, Packet.GET_CONFIGURATION, Packet.GET_EVENT_STATUS_NOTIFICATION -> false;
      default -> true;
    };
  }

  private byte[] takeSense() {
    Sense told = sense;
    if (told.equals(Sense.NONE) && attention) {
      told = Sense.MEDIUM_CHANGED;
      attention = false;
    }
    sense = Sense.NONE;
    return told.bytes();
  }

  private static byte[] inquiry(Packet packet) throws CheckCondition {
    if (packet.has(1, 1)) {
      throw new CheckCondition(Sense.INVALID_FIELD);
    }
    return new Response(36)
        .put8(0, 0x05) // CD-ROM
        .put8(1, 0x80) // removable
        .put8(3, 0x21) // ATAPI
        .put8(4, 31)
        .putText(8, 8, "EMU")
        .putText(16, 16, "EMU CD-ROM")
        .putText(32, 4, "1")
        .bytes();
  }

  private byte[] takeEvent(Packet packet) throws CheckCondition {
    if (!packet.has(1, 1)) {
      // Only polling is supported (MMC 6.7.1).
      throw new CheckCondition(Sense.INVALID_FIELD);
    }
    if (!packet.has(4, 1 << MEDIA_CLASS)) {
      return new Response(4)
          .put16(0, 2)
          .put8(2, NO_EVENT_AVAILABLE)
          .put8(3, 1 << MEDIA_CLASS)
          .bytes();
    }
    int state = (drive.isOpen() ? 1 : 0) | (disk().isPresent() ? 2 : 0);
    int told = event;
    event = EVENT_NONE;
    return new Response(8)
        .put16(0, 6)
        .put8(2, MEDIA_CLASS)
        .put8(3, 1 << MEDIA_CLASS)
        .put8(4, told)
        .put8(5, state)
        .bytes();
  }

  private Transfer startStop(Packet packet) throws CheckCondition {
    boolean loadsOrEjects = packet.has(4, 2);
    boolean starts = packet.has(4, 1);
    if (loadsOrEjects) {
      if (!starts && drive.isLocked()) {
        throw new CheckCondition(Sense.REMOVAL_PREVENTED);
      }
      drive.setOpen(!starts);
    }
    return nothing();
  }

  private Transfer read(long block, long count) throws CheckCondition {
    Disk disk = readyDisk();
    if (block + count > disk.sectors()) {
      throw new CheckCondition(Sense.ADDRESS_OUT_OF_RANGE);
    }
    return new SectorTransfer(disk, true, block, count);
  }

  /** READ CD (MMC 6.15), for the user data of sectors of mode 1 or any. */
  private Transfer readCd(Packet packet) throws CheckCondition {
    int type = packet.at(1) >> 2 & 7;
    if (type != 0 && type != 2) {
      throw new CheckCondition(Sense.ILLEGAL_TRACK_MODE);
    }
    int fields = packet.at(9) & 0xFE;
    if (fields != 0 && fields != 0x10 || (packet.at(10) & 7) != 0) {
      throw new CheckCondition(Sense.INVALID_FIELD);
    }
    return read(packet.at32(2), fields == 0 ? 0 : packet.at24(6));
  }

  private Disk readyDisk() throws CheckCondition {
    Optional<Disk> disk = disk();
    if (disk.isEmpty()) {
      throw new CheckCondition(drive.isOpen() ? Sense.NO_MEDIUM_TRAY_OPEN : Sense.NO_MEDIUM);
    }
    return disk.get();
  }

  /** The disk in the drive, if it is one that a CD-ROM drive can read. */
  private Optional<Disk> disk() {
    return drive.disk().filter(disk -> disk.sectorSize() == BLOCK);
  }

  private long blocks() {
    return disk().map(Disk::sectors).orElse(0L);
  }

  private static Transfer limited(byte[] response, int most) {
    return Transfer.ofBytes(Arrays.copyOf(response, Math.min(response.length, most)));
  }

  private static Transfer nothing() {
    return Transfer.ofBytes(new byte[0]);
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(seenChanges).add(attention).add(event).add(drive.isLocked()).add(drive.isOpen());
    hash.add(sense.key()).add(sense.code()).add(sense.qualifier());
  }
}
