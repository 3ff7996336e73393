package emu.devices.firmware;

/**
 * Tables of the video BIOS in the ROM: functionality for INT 10h/1Bh and the save pointer table
 * (IBM PS/2 and PC BIOS Interface Technical Reference, INT 10h).
 */
final class VideoTables {
  /** Offset in the save pointer table of the pointer to the secondary one. */
  private static final int SECONDARY = 16;

  private VideoTables() {}

  static void fill(byte[] rom) {
    int functions = BiosRom.offset("static_functions");
    Bytes.setWord(rom, functions, 0xE0FF); // modes 00h to 07h, 0Dh to 0Fh
    rom[functions + 2] = 0x0F; // 10h to 13h
    rom[functions + 7] = 0x07; // 200, 350 and 400 rows in text modes
    rom[functions + 8] = 0x02; // fonts at a time
    rom[functions + 9] = 0x08; // fonts
    Bytes.setWord(rom, functions + 10, 0x0CE7); // palettes, fonts, cursor, DAC, display combination
    int pointers = BiosRom.offset("save_pointers");
    int secondary = BiosRom.offset("save_pointers_2");
    Bytes.setFarPointer(rom, pointers, "video_parameters");
    Bytes.setFarPointer(rom, pointers + SECONDARY, "save_pointers_2");
    Bytes.setWord(rom, secondary, 26);
    parameters(rom, BiosRom.offset("video_parameters"));
  }

  /** Modes where programs look for them: from entry 1Ch on, those of the VGA. */
  private static void parameters(byte[] rom, int table) {
    for (int number = 0; number <= 0x13; number++) {
      int entry = number;
      VideoMode.of(number)
          .ifPresent(mode -> System.arraycopy(mode.parameters(), 0, rom, table + entry * 64, 64));
    }
  }
}
