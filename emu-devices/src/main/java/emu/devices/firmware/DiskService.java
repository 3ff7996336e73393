package emu.devices.firmware;

import emu.core.cpu.Segment;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.devices.storage.Drive;
import java.util.Optional;

/** INT 13h: disks by cylinder, head and sector. */
final class DiskService implements Service, Hashed {
  private static final int MOST_SECTORS = 128;

  private final BiosData data;
  private final DriveTable drives;
  private final DiskExtensions extensions;

  DiskService(BiosData data, DriveTable drives, PciSpace pci) {
    this.data = data;
    this.drives = drives;
    this.extensions = new DiskExtensions(drives, pci);
  }

  @Override
  public Answer call(Caller caller) {
    int number = caller.dl();
    int lastAt = number < DriveTable.HARD_DISKS ? BiosData.FLOPPY_STATUS : BiosData.DISK_STATUS;
    if (caller.ah() == 0x01) {
      int last = data.byteAt(lastAt);
      caller.setAh(last);
      caller.setCarry(last != DiskStatus.OK);
      return Answer.DONE;
    }
    if (caller.ah() == 0x15) {
      return type(caller);
    }
    int status =
        caller.ah() == 0x4B
            ? extensions.emulation(caller)
            : drives.at(number).map(drive -> serve(caller, drive)).orElse(DiskStatus.INVALID);
    data.setByte(lastAt, status);
    if (status != DiskStatus.OK || !DiskExtensions.hasVersion(caller.ah())) {
      caller.setAh(status);
    } else {
      caller.setAh(DiskExtensions.VERSION);
    }
    caller.setCarry(status != DiskStatus.OK);
    return Answer.DONE;
  }

  private int serve(Caller caller, BiosDrive drive) {
    int function = caller.ah();
    return switch (function) {
      case 0x00, 0x0D -> DiskStatus.OK;
      case 0x02, 0x03, 0x04 -> transfer(caller, drive);
      case 0x05 -> format(caller, drive);
      case 0x08 -> parameters(caller, drive);
      case 0x09, 0x0C, 0x11, 0x14 -> drive.kind() == Drive.Kind.FLOPPY ? DiskStatus.INVALID : 0;
      case 0x10 -> drive.disk().isPresent() ? DiskStatus.OK : drive.noDisk();
      case 0x16 -> changed(drive);
      case 0x17 -> drive.kind() == Drive.Kind.FLOPPY ? DiskStatus.OK : DiskStatus.INVALID;
      case 0x18 -> mediaType(caller, drive);
      default ->
          drive.kind() != Drive.Kind.FLOPPY && function >= 0x41 && function <= 0x4E
              ? extensions.call(caller, drive)
              : DiskStatus.INVALID;
    };
  }

  private static int transfer(Caller caller, BiosDrive drive) {
    Optional<Geometry> geometry = drive.geometry();
    int count = caller.al();
    if (geometry.isEmpty()) {
      return drive.disk().isEmpty() ? drive.noDisk() : DiskStatus.INVALID;
    }
    int cylinder = caller.ch() | (caller.cl() & 0xC0) << 2;
    int sector = caller.cl() & 0x3F;
    if (count == 0
        || count > MOST_SECTORS
        || !geometry.get().contains(cylinder, caller.dh(), sector)) {
      return DiskStatus.INVALID;
    }
    long first = geometry.get().number(cylinder, caller.dh(), sector);
    long buffer = caller.linear(Segment.ES, caller.bx());
    int status =
        switch (caller.ah()) {
          case 0x02 -> drive.read(caller.memory, first, count, buffer);
          case 0x03 -> drive.write(caller.memory, first, count, buffer);
          default -> drive.verify(first, count);
        };
    if (status != DiskStatus.OK) {
      caller.setAl(0);
    }
    return status;
  }

  private static int format(Caller caller, BiosDrive drive) {
    Optional<Geometry> geometry = drive.geometry();
    int cylinder = caller.ch() | (caller.cl() & 0xC0) << 2;
    if (geometry.isEmpty()) {
      return drive.disk().isEmpty() ? drive.noDisk() : DiskStatus.INVALID;
    }
    if (!geometry.get().contains(cylinder, caller.dh(), 1)) {
      return DiskStatus.INVALID;
    }
    long first = geometry.get().number(cylinder, caller.dh(), 1);
    return drive.format(first, geometry.get().sectors());
  }

  /** INT 13h/08h. */
  private int parameters(Caller caller, BiosDrive drive) {
    boolean floppy = drive.kind() == Drive.Kind.FLOPPY;
    Geometry geometry = drive.geometry().orElse(floppy ? FloppyFormat.KIB_1440.geometry() : null);
    if (geometry == null) {
      return DiskStatus.INVALID;
    }
    int lastCylinder = geometry.cylinders() - 1;
    caller.setAl(0);
    caller.setCh(lastCylinder);
    caller.setCl(lastCylinder >> 2 & 0xC0 | geometry.sectors());
    caller.setDh(geometry.heads() - 1);
    caller.setDl(floppy ? drives.floppies().size() : drives.hardDisks().size());
    if (floppy) {
      FloppyFormat format = FloppyFormat.of(geometry.total()).orElse(FloppyFormat.KIB_1440);
      caller.setBx(format.driveType());
      caller.setSegment(Segment.ES, BiosRom.SEGMENT);
      caller.setDi(BiosRom.offset("diskette_parameters"));
    }
    return DiskStatus.OK;
  }

  /** INT 13h/15h: no status, but a type. */
  private Answer type(Caller caller) {
    Optional<BiosDrive> found = drives.at(caller.dl());
    if (found.isEmpty()) {
      if (caller.dl() >= DriveTable.HARD_DISKS) {
        return caller.fail(DiskStatus.INVALID);
      }
      caller.setAh(0x00);
    } else if (found.get().kind() == Drive.Kind.HARD_DISK) {
      long sectors = found.get().geometry().map(Geometry::total).orElse(0L);
      caller.setAh(0x03);
      caller.setCx((int) (sectors >> 16));
      caller.setDx((int) sectors);
    } else {
      caller.setAh(found.get().kind() == Drive.Kind.FLOPPY ? 0x02 : 0x01);
    }
    caller.setCarry(false);
    return Answer.DONE;
  }

  private static int changed(BiosDrive drive) {
    if (drive.kind() != Drive.Kind.FLOPPY) {
      return DiskStatus.INVALID;
    }
    return drive.wasChanged() ? DiskStatus.DISK_CHANGED : DiskStatus.OK;
  }

  /** INT 13h/18h. */
  private static int mediaType(Caller caller, BiosDrive drive) {
    int last = caller.ch() | (caller.cl() & 0xC0) << 2;
    int sectors = caller.cl() & 0x3F;
    boolean fits =
        drive.kind() == Drive.Kind.FLOPPY
            && drive
                .geometry()
                .filter(g -> g.cylinders() == last + 1 && g.sectors() == sectors)
                .isPresent();
    if (!fits) {
      return drive.kind() == Drive.Kind.FLOPPY ? DiskStatus.UNKNOWN_MEDIA : DiskStatus.INVALID;
    }
    caller.setSegment(Segment.ES, BiosRom.SEGMENT);
    caller.setDi(BiosRom.offset("diskette_parameters"));
    return DiskStatus.OK;
  }

  @Override
  public void hashInto(StateHash hash) {
    drives.hashInto(hash);
  }
}
