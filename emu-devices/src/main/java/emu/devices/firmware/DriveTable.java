package emu.devices.firmware;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.devices.storage.Drive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The drives by their numbers: floppy drives from 00h, hard disks from 80h, CD-ROM drives from E0h.
 * A disk that a CD-ROM emulates is the first of its kind, and the others move up.
 */
final class DriveTable implements Hashed {
  static final int HARD_DISKS = 0x80;
  static final int CD_ROMS = 0xE0;

  private final List<BiosDrive> floppies = new ArrayList<>();
  private final List<BiosDrive> hardDisks = new ArrayList<>();
  private final List<BiosDrive> cdRoms = new ArrayList<>();
  private Emulation emulation;

  /**
   * What El Torito does.
   *
   * @param number of the drive that is emulated, or of the CD-ROM drive itself
   * @param drive the emulated drive, or null for none
   * @param entry the boot catalog's entry
   * @param cdRom number of the CD-ROM drive among them
   */
  record Emulation(int number, BiosDrive drive, ElTorito.Entry entry, int cdRom) {}

  DriveTable(BiosHardware hardware) {
    hardware.floppies().forEach(drive -> floppies.add(new BiosDrive(drive, BiosDrive.NO_SLOT)));
    for (int slot = 0; slot < hardware.ide().size(); slot++) {
      Optional<Drive> drive = hardware.ide().get(slot);
      if (drive.isPresent()) {
        boolean cdRom = drive.get().kind() == Drive.Kind.CD_ROM;
        (cdRom ? cdRoms : hardDisks).add(new BiosDrive(drive.get(), slot));
      }
    }
  }

  private List<BiosDrive> numbered(int first, List<BiosDrive> drives) {
    boolean shifted =
        emulation != null && emulation.drive != null && (emulation.number & HARD_DISKS) == first;
    if (!shifted || first == CD_ROMS) {
      return drives;
    }
    List<BiosDrive> all = new ArrayList<>(drives);
    all.addFirst(emulation.drive);
    return all;
  }

  List<BiosDrive> floppies() {
    return numbered(0, floppies);
  }

  List<BiosDrive> hardDisks() {
    return numbered(HARD_DISKS, hardDisks);
  }

  List<BiosDrive> cdRoms() {
    return cdRoms;
  }

  /** The drive with {@code number}. */
  Optional<BiosDrive> at(int number) {
    int first = number >= CD_ROMS ? CD_ROMS : number & HARD_DISKS;
    List<BiosDrive> drives =
        first == CD_ROMS ? cdRoms : first == HARD_DISKS ? hardDisks() : floppies();
    int index = number - first;
    return index < drives.size() ? Optional.of(drives.get(index)) : Optional.empty();
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(emulation != null);
    for (List<BiosDrive> drives : List.of(floppies, hardDisks, cdRoms)) {
      drives.forEach(drive -> drive.hashInto(hash));
    }
  }

  /** What El Torito does now. */
  Optional<Emulation> emulation() {
    return Optional.ofNullable(emulation);
  }

  /** Starts an emulation, or ends it with null. */
  void emulate(Emulation newEmulation) {
    emulation = newEmulation;
  }
}
