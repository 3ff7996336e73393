package emu.devices.elf;

import emu.devices.elf.DwarfStrings.Place;
import emu.devices.elf.DwarfStrings.Text;

/** How values are written. DWARF 5, section 7.5.6; those that line numbers use. */
final class DwarfForm {
  private static final int DATA2 = 0x05;
  private static final int DATA4 = 0x06;
  private static final int DATA8 = 0x07;
  private static final int STRING = 0x08;
  private static final int BLOCK = 0x09;
  private static final int BLOCK1 = 0x0A;
  private static final int DATA1 = 0x0B;
  private static final int SDATA = 0x0D;
  private static final int STRP = 0x0E;
  private static final int UDATA = 0x0F;
  private static final int STRX = 0x1A;
  private static final int DATA16 = 0x1E;
  private static final int LINE_STRP = 0x1F;
  private static final int STRX1 = 0x25;
  private static final int STRX4 = 0x28;

  private DwarfForm() {}

  /** A text; none if it lies where only other sections lead. */
  static Text text(DwarfReader reader, int form, boolean wide) throws ElfException {
    int offsetSize = wide ? 8 : 4;
    return switch (form) {
      case STRING -> {
        long at = reader.absolutePosition();
        reader.skipString();
        yield new Text(Place.LINE, at);
      }
      case LINE_STRP -> new Text(Place.LINE_STR, reader.unsigned(offsetSize));
      case STRP -> new Text(Place.STR, reader.unsigned(offsetSize));
      default -> {
        number(reader, form, wide);
        yield Text.NONE;
      }
    };
  }

  /** A number; 0 if it is something else, which is passed over. */
  static long number(DwarfReader reader, int form, boolean wide) throws ElfException {
    switch (form) {
      case DATA1 -> {
        return reader.u8();
      }
      case DATA2 -> {
        return reader.unsigned(2);
      }
      case DATA4 -> {
        return reader.unsigned(4);
      }
      case DATA8 -> {
        return reader.unsigned(8);
      }
      case UDATA, STRX -> {
        return reader.uleb();
      }
      case SDATA -> {
        return reader.sleb();
      }
      case DATA16 -> reader.skip(16);
      case BLOCK -> reader.skip(reader.uleb());
      case BLOCK1 -> reader.skip(reader.u8());
      case STRING -> reader.skipString();
      case STRP, LINE_STRP -> reader.skip(wide ? 8 : 4);
      default -> {
        if (form < STRX1 || form > STRX4) {
          throw new ElfException("its line numbers have a value of unknown form " + form);
        }
        reader.skip(form - STRX1 + 1);
      }
    }
    return 0;
  }
}
