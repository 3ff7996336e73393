package emu.devices.firmware;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import java.io.IOException;
import java.util.Optional;

/** A drive as INT 13h sees it. Statuses are those of INT 13h. */
final class BiosDrive implements Hashed {
  /** At no IDE channel. */
  static final int NO_SLOT = -1;

  private static final int CHUNK = 0x1_0000;

  private final Drive drive;
  private final int slot;
  private final byte[] buffer = new byte[CHUNK];
  private int seenChanges;
  private int geometryOf = -1;
  private Geometry geometry;
  private int locks;

  /** {@code drive}, which is number {@code slot} (0 to 3) at the IDE channels, or NO_SLOT. */
  BiosDrive(Drive drive, int slot) {
    this.drive = drive;
    this.slot = slot;
    this.seenChanges = drive.changes();
  }

  Drive.Kind kind() {
    return drive.kind();
  }

  /** The disk in it, as long as the floppy disk that an image of one is for. */
  Optional<Disk> disk() {
    if (drive.kind() != Drive.Kind.FLOPPY) {
      return drive.disk();
    }
    return drive
        .disk()
        .map(image ->
            FloppyFormat.of(image.sectors())
                .map(format -> format.geometry().total())
                .filter(sectors -> sectors > image.sectors())
                .<Disk>map(sectors -> new PaddedDisk(image, sectors))
                .orElse(image));
  }

  int slot() {
    return slot;
  }

  boolean isRemovable() {
    return drive.kind() != Drive.Kind.HARD_DISK;
  }

  /** Whether the disk was changed since it was asked last. */
  boolean wasChanged() {
    boolean changed = drive.changes() != seenChanges;
    seenChanges = drive.changes();
    return changed;
  }

  /** Adds a lock or, for false, takes one away; whether that could be done. */
  boolean lock(boolean more) {
    if (more ? locks == 0xFF : locks == 0) {
      return false;
    }
    locks += more ? 1 : -1;
    drive.setLocked(locks > 0);
    return true;
  }

  boolean isLocked() {
    return locks > 0;
  }

  /** Takes the disk out. */
  void eject() {
    drive.change(null);
  }

  /** How its sectors are counted; empty without a disk, and for a CD-ROM. */
  Optional<Geometry> geometry() {
    if (geometryOf != drive.changes()) {
      geometryOf = drive.changes();
      geometry =
          drive
              .disk()
              .map(disk ->
                  switch (drive.kind()) {
                    case HARD_DISK -> Geometry.ofHardDisk(disk);
                    case CD_ROM -> null;
                    case FLOPPY ->
                        FloppyFormat.of(disk.sectors()).map(FloppyFormat::geometry).orElse(null);
                  })
              .orElse(null);
    }
    return Optional.ofNullable(geometry);
  }

  /** Status for a drive without a disk. */
  int noDisk() {
    return drive.kind() == Drive.Kind.CD_ROM ? DiskStatus.NO_MEDIA : DiskStatus.TIMEOUT;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(seenChanges).add(geometryOf).add(locks);
  }

  /** What is done with up to {@link #CHUNK} bytes of a transfer. */
  @FunctionalInterface
  private interface Part {
    void move(Disk disk, long sector, int count, long bytesBefore) throws IOException;
  }

  private int transfer(long sector, int count, int errorStatus, Part part) {
    Optional<Disk> found = disk();
    if (found.isEmpty()) {
      return noDisk();
    }
    Disk disk = found.get();
    if (sector < 0 || sector > disk.sectors() - count) {
      return DiskStatus.SECTOR_NOT_FOUND;
    }
    boolean writes = errorStatus == DiskStatus.WRITE_ERROR;
    if (writes && (disk.isReadOnly() || drive.kind() == Drive.Kind.CD_ROM)) {
      return DiskStatus.WRITE_PROTECTED;
    }
    int most = CHUNK / disk.sectorSize();
    try {
      for (int done = 0; done < count; done += most) {
        int now = Math.min(count - done, most);
        part.move(disk, sector + done, now, (long) done * disk.sectorSize());
      }
    } catch (IOException e) {
      return errorStatus;
    }
    return DiskStatus.OK;
  }

  /** Reads {@code count} (up to 65,535) sectors to {@code linear}. */
  int read(LinearMemory memory, long sector, int count, long linear) {
    return transfer(
        sector,
        count,
        DiskStatus.READ_ERROR,
        (disk, at, now, before) -> {
          disk.read(at, now, buffer, 0);
          memory.copyIn(linear + before, buffer, 0, now * disk.sectorSize());
        });
  }

  /** Writes {@code count} (up to 65,535) sectors from {@code linear}. */
  int write(LinearMemory memory, long sector, int count, long linear) {
    return transfer(
        sector,
        count,
        DiskStatus.WRITE_ERROR,
        (disk, at, now, before) -> {
          memory.copyOut(linear + before, buffer, 0, now * disk.sectorSize());
          disk.write(at, now, buffer, 0);
        });
  }

  /** Reads {@code count} sectors and forgets them. */
  int verify(long sector, int count) {
    return transfer(
        sector,
        count,
        DiskStatus.READ_ERROR,
        (disk, at, now, before) -> disk.read(at, now, buffer, 0));
  }

  /** Fills {@code count} sectors with what formatting leaves there. */
  int format(long sector, int count) {
    java.util.Arrays.fill(buffer, (byte) 0xF6);
    return transfer(
        sector,
        count,
        DiskStatus.WRITE_ERROR,
        (disk, at, now, before) -> disk.write(at, now, buffer, 0));
  }
}
