package emu.devices.floppy;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** One drive: where its head is, and whether its disk was changed since the head last moved. */
final class FloppyDrive implements Hashed {
  static final int SECTOR = 512;

  /** Beyond this the head does not go. */
  static final int LAST_TRACK = 84;

  private final Optional<Drive> drive;
  private int track;
  private int seenChanges;
  private boolean changeLine = true;

  /** A drive, or the lack of one. */
  FloppyDrive(Optional<Drive> drive) {
    this.drive = drive;
    this.seenChanges = drive.map(Drive::changes).orElse(0);
  }

  boolean isPresent() {
    return drive.isPresent();
  }

  /** The disk that is in it, if there is one with sectors of the right size. */
  Optional<Disk> disk() {
    return drive.flatMap(Drive::disk).filter(disk -> disk.sectorSize() == SECTOR);
  }

  /** The format of what is in it. */
  Optional<FloppyFormat> format() {
    return disk().map(disk -> FloppyFormat.of(disk.sectors()));
  }

  boolean isWriteProtected() {
    return disk().map(Disk::isReadOnly).orElse(false);
  }

  int track() {
    return track;
  }

  /** Moves the head; a step over a disk takes the change line back. */
  void seek(int wanted) {
    int target = Math.clamp(wanted, 0, LAST_TRACK);
    lookForChange();
    if (target != track && disk().isPresent()) {
      changeLine = false;
    }
    track = target;
  }

  /** Whether the disk was changed or is missing (DSKCHG). */
  boolean isChanged() {
    lookForChange();
    return changeLine;
  }

  private void lookForChange() {
    int changes = drive.map(Drive::changes).orElse(0);
    if (changes != seenChanges) {
      seenChanges = changes;
      changeLine = true;
    }
  }

  /** Reads the sector {@code number} of the disk; behind the end of a short image are zeros. */
  void read(long number, byte[] target) throws IOException {
    Disk disk = disk().orElseThrow(() -> new IOException("no disk"));
    if (number < disk.sectors()) {
      disk.read(number, 1, target, 0);
    } else {
      Arrays.fill(target, (byte) 0);
    }
  }

  /** Writes the sector {@code number} of the disk. */
  void write(long number, byte[] source) throws IOException {
    Disk disk = disk().orElseThrow(() -> new IOException("no disk"));
    if (number >= disk.sectors()) {
      throw new IOException("the image ends before this sector");
    }
    disk.write(number, 1, source, 0);
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(track).add(seenChanges).add(changeLine).add(disk().isPresent());
  }
}
