package emu.devices.firmware;

import emu.core.cpu.Segment;
import emu.devices.storage.Disk;
import emu.devices.storage.Drive;

/**
 * INT 13h/41h to 4Eh: sectors by their number (BIOS Enhanced Disk Drive Specification 3.0), and
 * what belongs to El Torito.
 */
final class DiskExtensions {
  /** AH of INT 13h/41h: EDD 3.0. */
  static final int VERSION = 0x30;

  private static final int CHECK = 0x55AA;

  /** Packets, locking and ejecting, and INT 13h/48h are there. */
  private static final int INTERFACES = 0x07;

  private static final int PACKET = 16;
  private static final int PACKET_64 = 24;

  private static final int PARAMETERS = 0x1A;
  private static final int PARAMETERS_2 = 0x1E;
  private static final int PARAMETERS_3 = 0x42;
  private static final int INFO_GEOMETRY_VALID = 1 << 1;
  private static final int INFO_REMOVABLE = 1 << 2;
  private static final int INFO_CHANGE_LINE = 1 << 4;
  private static final int INFO_LOCKABLE = 1 << 5;
  private static final int INFO_GEOMETRY_MAXIMUM = 1 << 6;

  private static final int SPECIFICATION = 0x13;
  private static final int ANY_DRIVE = 0x7F;

  private static final int IDE_CLASS = 0x0101;

  private final DriveTable drives;
  private final PciSpace pci;

  DiskExtensions(DriveTable drives, PciSpace pci) {
    this.drives = drives;
    this.pci = pci;
  }

  /** Whether {@code function} answers with a version in AH. */
  static boolean hasVersion(int function) {
    return function == 0x41;
  }

  int call(Caller caller, BiosDrive drive) {
    return switch (caller.ah()) {
      case 0x41 -> present(caller);
      case 0x42, 0x43, 0x44, 0x47 -> transfer(caller, drive);
      case 0x45 -> lock(caller, drive);
      case 0x46 -> eject(drive);
      case 0x48 -> parameters(caller, drive);
      case 0x49 ->
          drive.isRemovable() && drive.wasChanged() ? DiskStatus.DISK_CHANGED : DiskStatus.OK;
      case 0x4E -> hardwareConfiguration(caller.al());
      default -> DiskStatus.INVALID;
    };
  }

  /** Prefetching and DMA off, the least PIO mode, and the default: nothing depends on them here. */
  private static int hardwareConfiguration(int function) {
    return switch (function) {
      case 0x01, 0x03, 0x04, 0x06 -> DiskStatus.OK;
      default -> DiskStatus.INVALID;
    };
  }

  private static int present(Caller caller) {
    if (caller.bx() != CHECK) {
      return DiskStatus.INVALID;
    }
    caller.setBx(0xAA55);
    caller.setCx(INTERFACES);
    return DiskStatus.OK;
  }

  private static int transfer(Caller caller, BiosDrive drive) {
    LinearMemory memory = caller.memory;
    long packet = caller.linear(Segment.DS, caller.si());
    int size = memory.read8(packet);
    if (size < PACKET) {
      return DiskStatus.INVALID;
    }
    int count = memory.read16(packet + 2);
    int pointer = memory.read32(packet + 4);
    long buffer = ((long) (pointer >>> 16) << 4) + (pointer & 0xFFFF);
    if (pointer == -1 && size >= PACKET_64) {
      buffer = memory.read64(packet + 16);
    }
    long sector = memory.read64(packet + 8);
    int status =
        switch (caller.ah()) {
          case 0x42 -> drive.read(memory, sector, count, buffer);
          case 0x43 -> drive.write(memory, sector, count, buffer);
          case 0x44 -> drive.verify(sector, count);
          default -> drive.verify(sector, 0);
        };
    if (status != DiskStatus.OK && caller.ah() != 0x47) {
      memory.write16(packet + 2, 0);
    }
    return status;
  }

  private static int lock(Caller caller, BiosDrive drive) {
    if (!drive.isRemovable()) {
      return DiskStatus.OK;
    }
    switch (caller.al()) {
      case 0x00 -> {
        if (!drive.lock(true)) {
          return DiskStatus.TOO_MANY_LOCKS;
        }
      }
      case 0x01 -> {
        if (!drive.lock(false)) {
          caller.setAl(0);
          return DiskStatus.NOT_LOCKED;
        }
      }
      case 0x02 -> {}
      default -> {
        return DiskStatus.INVALID;
      }
    }
    caller.setAl(drive.isLocked() ? 1 : 0);
    return DiskStatus.OK;
  }

  private static int eject(BiosDrive drive) {
    if (!drive.isRemovable()) {
      return DiskStatus.NOT_REMOVABLE;
    }
    if (drive.isLocked()) {
      return DiskStatus.LOCKED;
    }
    if (drive.disk().isEmpty()) {
      return DiskStatus.NO_MEDIA;
    }
    drive.eject();
    return DiskStatus.OK;
  }

  /** INT 13h/48h. */
  private int parameters(Caller caller, BiosDrive drive) {
    LinearMemory memory = caller.memory;
    long result = caller.linear(Segment.DS, caller.si());
    int size = memory.read16(result);
    if (size < PARAMETERS) {
      return DiskStatus.INVALID;
    }
    boolean hard = drive.kind() == Drive.Kind.HARD_DISK;
    int info =
        hard
            ? INFO_GEOMETRY_VALID
            : INFO_REMOVABLE | INFO_CHANGE_LINE | INFO_LOCKABLE | INFO_GEOMETRY_MAXIMUM;
    long sectors = drive.disk().map(Disk::sectors).orElse(-1L);
    // The geometry is the drive's own (ATA-2, IDENTIFY DEVICE), not that of INT 13h/08h.
    long cylinders = hard ? Math.min(sectors / (16 * 63), 16_383) : -1;
    memory.write16(result + 2, info);
    memory.write32(result + 4, (int) cylinders);
    memory.write32(result + 8, hard ? 16 : -1);
    memory.write32(result + 12, hard ? 63 : -1);
    memory.write64(result + 16, sectors);
    memory.write16(result + 24, hard ? 512 : ElTorito.SECTOR);
    int written = PARAMETERS;
    if (size >= PARAMETERS_2) {
      memory.write32(result + 26, -1); // no device parameter table
      written = PARAMETERS_2;
    }
    if (size >= PARAMETERS_3 && drive.slot() != BiosDrive.NO_SLOT) {
      devicePath(memory, result + 30, drive.slot());
      written = PARAMETERS_3;
    }
    memory.write16(result, written);
    return DiskStatus.OK;
  }

  /** EDD 3.0, table 3: where the drive is. */
  private void devicePath(LinearMemory memory, long path, int slot) {
    int controller = pci.find(IDE_CLASS);
    byte[] bytes = new byte[36];
    Bytes.setWord(bytes, 0, 0xBEDD);
    bytes[2] = 36;
    Bytes.setText(bytes, 6, "PCI ATA     ");
    bytes[19] = (byte) (controller >> 3);
    bytes[20] = (byte) (controller & 7);
    bytes[21] = (byte) (slot >> 1);
    bytes[26] = (byte) (slot & 1);
    int sum = 0;
    for (byte value : bytes) {
      sum += value;
    }
    bytes[35] = (byte) -sum;
    memory.copyIn(path, bytes, 0, bytes.length);
  }

  /** INT 13h/4Bh: ends the emulation, or tells of it. */
  int emulation(Caller caller) {
    DriveTable.Emulation emulation = drives.emulation().orElse(null);
    boolean asked =
        emulation != null
            && (caller.dl() == emulation.number() || caller.dl() == ANY_DRIVE)
            && caller.al() <= 0x01;
    if (!asked) {
      return DiskStatus.INVALID;
    }
    ElTorito.Entry entry = emulation.entry();
    byte[] packet = new byte[SPECIFICATION];
    packet[0] = SPECIFICATION;
    packet[1] = (byte) entry.media().ordinal();
    packet[2] = (byte) emulation.number();
    int slot = drives.cdRoms().get(emulation.cdRom()).slot();
    packet[3] = (byte) (slot >> 1);
    Bytes.setWord(packet, 4, (int) entry.start());
    Bytes.setWord(packet, 6, (int) (entry.start() >> 16));
    Bytes.setWord(packet, 8, slot & 1);
    Bytes.setWord(packet, 12, entry.segment());
    Bytes.setWord(packet, 14, entry.sectors());
    if (emulation.drive() != null) {
      Geometry geometry = emulation.drive().geometry().orElse(FloppyFormat.KIB_1440.geometry());
      int last = geometry.cylinders() - 1;
      packet[16] = (byte) last;
      packet[17] = (byte) (last >> 2 & 0xC0 | geometry.sectors());
      packet[18] = (byte) (geometry.heads() - 1);
    }
    caller.memory.copyIn(caller.linear(Segment.DS, caller.si()), packet, 0, packet.length);
    if (caller.al() == 0x00) {
      drives.emulate(null);
    }
    return DiskStatus.OK;
  }
}
