package emu.devices.elf;

/** The sections that texts in DWARF lie in. */
record DwarfStrings(ElfBytes line, ElfBytes lineStr, ElfBytes str) {
  private static final int MOST = 4096;

  /** Which section a text is in, and where. */
  record Text(Place place, long offset) {
    static final Text NONE = new Text(Place.NONE, 0);
  }

  enum Place {
    NONE,
    LINE,
    LINE_STR,
    STR
  }

  /** The text, or "?" if there is none. */
  String get(Text text) {
    try {
      return switch (text.place) {
        case NONE -> "?";
        case LINE -> line.string(text.offset, MOST);
        case LINE_STR -> lineStr.string(text.offset, MOST);
        case STR -> str.string(text.offset, MOST);
      };
    } catch (ElfException e) {
      return "?";
    }
  }
}
