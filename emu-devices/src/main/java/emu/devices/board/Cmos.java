package emu.devices.board;

import emu.devices.rtc.Mc146818;

/**
 * What the factory, or the setup of a BIOS, leaves in the memory of the calendar clock for firmware
 * to read, at QEMU's places.
 */
final class Cmos {
  private static final int FLOPPY_TYPES = 0x10;
  private static final int EQUIPMENT = 0x14;
  private static final int BOOT_FLAGS = 0x38;
  private static final int BOOT_DRIVES = 0x3D;

  /** A drive for 3.5 inches and 1.44 MB; other disks in it are found out about. */
  private static final int FLOPPY_1_44 = 4;

  private static final int EQUIPMENT_MOUSE = 1 << 2;
  private static final int EQUIPMENT_COPROCESSOR = 1 << 1;
  private static final int EQUIPMENT_FLOPPY = 1;

  private Cmos() {}

  /** Fills in what {@code config} says. */
  static void fill(Mc146818 rtc, BoardConfig config) {
    int floppies = 0;
    int types = 0;
    for (int i = 0; i < BoardConfig.FLOPPY_DRIVES; i++) {
      if (config.floppy(i).isPresent()) {
        floppies++;
        types |= FLOPPY_1_44 << 4 * (1 - i);
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

  private static int bootCode(char drive) {
    return switch (drive) {
      case 'a' -> 1;
      case 'c' -> 2;
      default -> 3;
    };
  }
}
