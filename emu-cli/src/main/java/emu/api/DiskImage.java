package emu.api;

import emu.devices.storage.Disk;
import emu.devices.storage.Drive;
import emu.devices.storage.ImageException;
import emu.devices.storage.ImageFile;
import emu.devices.storage.SnapshotDisk;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A drive with a raw image in it.
 *
 * @param kind what drive it is
 * @param place on IDE 0 and 1 are primary master and slave, 2 and 3 secondary; a floppy drive is 0
 *     or 1
 * @param file the image
 * @param readOnly whether the guest cannot write it
 * @param snapshot whether the file stays as it is, and what the guest writes is forgotten
 */
public record DiskImage(Drive.Kind kind, int place, Path file, boolean readOnly, boolean snapshot) {
  private static final int CD_ROM_PLACE = 2;
  private static final int MOST_PLACE = 3;

  /** Checks its place. */
  public DiskImage {
    Objects.requireNonNull(file);
    int most = kind == Drive.Kind.FLOPPY ? 1 : MOST_PLACE;
    if (place < 0 || place > most) {
      throw new MachineException(
          "there is no place %d for %s: choose 0 to %d".formatted(place, file, most));
    }
  }

  /** A CD-ROM, in the secondary master. */
  public static DiskImage cdRom(Path file) {
    return new DiskImage(Drive.Kind.CD_ROM, CD_ROM_PLACE, file, true, false);
  }

  /** The first hard disk; the guest's writes go into the file. */
  public static DiskImage hardDisk(Path file) {
    return new DiskImage(Drive.Kind.HARD_DISK, 0, file, false, false);
  }

  /** The first floppy disk; the guest's writes go into the file. */
  public static DiskImage floppy(Path file) {
    return new DiskImage(Drive.Kind.FLOPPY, 0, file, false, false);
  }

  /** The same in another place. */
  public DiskImage at(int newPlace) {
    return new DiskImage(kind, newPlace, file, readOnly, snapshot);
  }

  /** The same, and what the guest writes is forgotten when the machine is closed. */
  public DiskImage asSnapshot() {
    return new DiskImage(kind, place, file, readOnly, true);
  }

  /**
   * Opens the image.
   *
   * @throws ImageException if it cannot be used
   */
  public Disk open() throws ImageException {
    if (kind == Drive.Kind.CD_ROM) {
      return ImageFile.openCdRom(file);
    }
    boolean untouched = readOnly || snapshot;
    Disk disk = untouched ? ImageFile.openReadOnlyDisk(file) : ImageFile.openDisk(file);
    return snapshot && !readOnly ? SnapshotDisk.of(disk) : disk;
  }
}
