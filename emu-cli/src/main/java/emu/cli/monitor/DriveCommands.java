package emu.cli.monitor;

import emu.cli.drive.DriveSet;
import emu.devices.storage.Drive;
import java.nio.file.Path;
import java.util.List;

/** Commands that take disks out of drives and put others in. */
final class DriveCommands {
  private final DriveSet drives;

  DriveCommands(DriveSet drives) {
    this.drives = drives;
  }

  List<Command> list() {
    return List.of(
        new Command("eject", "[-f] DRIVE", "take out what is in a drive", this::eject),
        new Command("change", "DRIVE FILE", "put an image into a drive", this::change));
  }

  private String eject(Words words) throws MonitorException {
    boolean force = words.takes("-f");
    String name = words.next();
    words.end();
    Drive drive = removable(name);
    if (drive.isLocked() && !force) {
      throw new MonitorException(
          "the guest keeps %s locked: unmount it there, or eject -f %s".formatted(name, name));
    }
    drives.change(name, null);
    return "";
  }

  private String change(Words words) throws MonitorException {
    boolean force = words.takes("-f");
    String name = words.next();
    Path file = Path.of(words.rest());
    Drive drive = removable(name);
    if (drive.isLocked() && !force) {
      throw new MonitorException(
          "the guest keeps %s locked: unmount it there, or change -f %s FILE"
              .formatted(name, name));
    }
    drives.change(name, file);
    return "";
  }

  private Drive removable(String name) throws MonitorException {
    Drive drive = drives.find(name);
    if (drive == null) {
      throw new MonitorException(
          "there is no drive '%s': info block shows those there are".formatted(name));
    }
    if (drive.kind() == Drive.Kind.HARD_DISK) {
      throw new MonitorException(name + " is a hard disk, which stays in");
    }
    return drive;
  }
}
