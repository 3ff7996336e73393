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
  private static final int DISK_TYPES = 0x12;
  private static final int EQUIPMENT = 0x14;
  private static final int EXTENDED_DISK_TYPES = 0x19;
  private static final int[] DISK_GEOMETRIES = {0x1B, 0x24};
  private static final int BOOT_FLAGS = 0x38;
  private static final int DISK_TRANSLATIONS = 0x39;
  private static final int BOOT_DRIVES = 0x3D;

  /** The type is in the extended byte. */
  private static final int EXTENDED_TYPE = 0xF;

  /** The geometry is in the bytes for it. */
  private static final int USER_TYPE = 47;

  private static final int HEADS = 16;
  private static final int SECTORS = 63;
  private static final int MOST_CYLINDERS = 16_383;

  /** A disk of more is addressed by software as if it had fewer cylinders and more heads. */
  private static final int CYLINDERS_WITHOUT_TRANSLATION = 1024;

  private static final int TRANSLATION_LBA = 1;

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
    fillDisks(rtc, config);
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

  private static void fillDisks(Mc146818 rtc, BoardConfig config) {
    int types = 0;
    int translations = 0;
    for (int place = 0; place < BoardConfig.IDE_DRIVES; place++) {
      long cylinders = cylinders(config.ide(place));
      if (cylinders > CYLINDERS_WITHOUT_TRANSLATION) {
        translations |= TRANSLATION_LBA << 2 * place;
      }
      if (cylinders > 0 && place < DISK_GEOMETRIES.length) {
        types |= EXTENDED_TYPE << 4 * (1 - place);
        rtc.setMemory(EXTENDED_DISK_TYPES + place, USER_TYPE);
        fillGeometry(rtc, DISK_GEOMETRIES[place], (int) cylinders);
      }
    }
    rtc.setMemory(DISK_TYPES, types);
    rtc.setMemory(DISK_TRANSLATIONS, translations);
  }

  /** Cylinders of the hard disk in {@code drive}; 0 if there is none. */
  private static long cylinders(Optional<Drive> drive) {
    return drive
        .filter(there -> there.kind() == Drive.Kind.HARD_DISK)
        .flatMap(Drive::disk)
        .map(disk -> Math.clamp(disk.sectors() / (HEADS * SECTORS), 1, MOST_CYLINDERS))
        .orElse(0);
  }

  /** Cylinders, heads, no write precompensation, control byte, landing zone, sectors. */
  private static void fillGeometry(Mc146818 rtc, int at, int cylinders) {
    int[] bytes = {
      cylinders, cylinders >> 8, HEADS, 0xFF, 0xFF, 0xC8, cylinders, cylinders >> 8, SECTORS
    };
    for (int i = 0; i < bytes.length; i++) {
      rtc.setMemory(at + i, bytes[i]);
    }
  }

  private static int bootCode(char drive) {
    return switch (drive) {
      case 'a' -> 1;
      case 'c' -> 2;
      default -> 3;
    };
  }
}
