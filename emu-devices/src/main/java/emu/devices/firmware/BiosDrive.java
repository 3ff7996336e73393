package emu.devices.firmware;

import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import java.io.IOException;
import java.util.Optional;

/** A drive as INT 13h sees it. Statuses are those of INT 13h. */
final class BiosDrive {
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

  Optional<Disk> disk() {
    return drive.disk();
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

  private int check(long sector, int count) {
    Optional<Disk> disk = drive.disk();
    if (disk.isEmpty()) {
      return noDisk();
    }
    boolean inside = sector >= 0 && sector <= disk.get().sectors() - count;
    return inside ? DiskStatus.OK : DiskStatus.SECTOR_NOT_FOUND;
  }

  /** Reads {@code count} (up to 65,535) sectors to {@code linear}. */
  int read(LinearMemory memory, long sector, int count, long linear) {
    int status = check(sector, count);
    if (status != DiskStatus.OK) {
      return status;
    }
    Disk disk = drive.disk().orElseThrow();
    int size = disk.sectorSize();
    try {
      for (int done = 0; done < count; ) {
        int part = Math.min(count - done, CHUNK / size);
        disk.read(sector + done, part, buffer, 0);
        memory.copyIn(linear + (long) done * size, buffer, 0, part * size);
        done += part;
      }
    } catch (IOException e) {
      return DiskStatus.READ_ERROR;
    }
    return DiskStatus.OK;
  }

  /** Writes {@code count} (up to 65,535) sectors from {@code linear}. */
  int write(LinearMemory memory, long sector, int count, long linear) {
    int status = check(sector, count);
    if (status != DiskStatus.OK) {
      return status;
    }
    Disk disk = drive.disk().orElseThrow();
    if (disk.isReadOnly()) {
      return DiskStatus.WRITE_PROTECTED;
    }
    int size = disk.sectorSize();
    try {
      for (int done = 0; done < count; ) {
        int part = Math.min(count - done, CHUNK / size);
        memory.copyOut(linear + (long) done * size, buffer, 0, part * size);
        disk.write(sector + done, part, buffer, 0);
        done += part;
      }
    } catch (IOException e) {
      return DiskStatus.WRITE_ERROR;
    }
    return DiskStatus.OK;
  }

  /** Reads {@code count} sectors and forgets them. */
  int verify(long sector, int count) {
    int status = check(sector, count);
    if (status != DiskStatus.OK) {
      return status;
    }
    Disk disk = drive.disk().orElseThrow();
    try {
      for (int done = 0; done < count; ) {
        int part = Math.min(count - done, CHUNK / disk.sectorSize());
        disk.read(sector + done, part, buffer, 0);
        done += part;
      }
    } catch (IOException e) {
      return DiskStatus.READ_ERROR;
    }
    return DiskStatus.OK;
  }

  /** Fills {@code count} sectors with what formatting leaves there. */
  int format(long sector, int count) {
    int status = check(sector, count);
    if (status != DiskStatus.OK) {
      return status;
    }
    Disk disk = drive.disk().orElseThrow();
    if (disk.isReadOnly()) {
      return DiskStatus.WRITE_PROTECTED;
    }
    byte[] blank = new byte[count * disk.sectorSize()];
    java.util.Arrays.fill(blank, (byte) 0xF6);
    try {
      disk.write(sector, count, blank, 0);
    } catch (IOException e) {
      return DiskStatus.WRITE_ERROR;
    }
    return DiskStatus.OK;
  }
}
