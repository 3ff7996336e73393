package emu.devices.board;

import emu.devices.floppy.FloppyFormat;
import emu.devices.rtc.Mc146818;
import emu.devices.storage.Drive;
import java.util.Optional;

/**
 * What the factory, or the setup of a BIOS, leaves in the memory of the calendar clock for firmware
 * to read, at QEMU's places.
 */
final class Cmos {
  private static final int FLOPPY_TYPES = 0x10;
  private static final int EQUIPMENT = 0x14;
  private static final int BOOT_FLAGS = 0x38;
  private static final int BOOT_DRIVES = 0x3D;

  private static final int EQUIPMENT_MOUSE = 1 << 2;
  private static final int EQUIPMENT_COPROCESSOR = 1 << 1;
  private static final int EQUIPMENT_FLOPPY = 1;

  private Cmos() {}

  /** Fills in what {@code config} says. */
  static void fill(Mc146818 rtc, BoardConfig config) {
    int floppies = 0;
    int types = 0;
    for (int i = 0; i < BoardConfig.FLOPPY_DRIVES; i++) {
      Optional<Drive> drive = config.floppy(i);
      if (drive.isPresent()) {
        floppies++;
        types |= driveType(drive.get()) << 4 * (1 - i);
      }
    }
    rtc.setMemory(FLOPPY_TYPES, types);
    int equipment = EQUIPMENT_MOUSE | EQUIPMENT_COPROCESSOR;
    rtc.setMemory(
        EQUIPMENT, floppies == 0 ? equipment : equipment | EQUIPMENT_FLOPPY | floppies - 1 << 6);
    String order = config.bootOrder().drives();
    int places = 0;
    for (int i = 0; i < order.length(); i++) {
      places |= bootCode(order.charAt(i)) << 4 * i;
    }
    rtc.setMemory(BOOT_DRIVES, places);
    rtc.setMemory(BOOT_FLAGS, places >> 4 & 0xF0);
  }

  /** The type of a drive for the disk that is in it; of an empty one, 3.5 inches and 1.44 MB. */
  private static int driveType(Drive drive) {
    return drive
        .disk()
        .map(disk -> FloppyFormat.of(disk.sectors()))
        .orElse(FloppyFormat.MB_1_44)
        .driveType();
  }

  private static int bootCode(char drive) {
    return switch (drive) {
      case 'a' -> 1;
      case 'c' -> 2;
      default -> 3;
    };
  }
}
