package emu.devices.elf;

import emu.devices.elf.DwarfStrings.Place;
import emu.devices.elf.DwarfStrings.Text;
import java.util.ArrayList;
import java.util.List;

/** The directories and files of a unit's line numbers. Their names are read when asked for. */
final class LineFiles {
  private static final int DW_LNCT_PATH = 1;
  private static final int DW_LNCT_DIRECTORY_INDEX = 2;

  private record Entry(Text name, long directory) {}

  private record Format(long content, int form) {}

  private final DwarfStrings strings;
  private final List<Entry> directories = new ArrayList<>();
  private final List<Entry> files = new ArrayList<>();

  private LineFiles(DwarfStrings strings) {
    this.strings = strings;
  }

  /** Of versions 2 to 4, which count from 1 and do not say what directory 0 is. */
  static LineFiles read(DwarfReader header, DwarfStrings strings) throws ElfException {
    LineFiles tables = new LineFiles(strings);
    tables.directories.add(new Entry(Text.NONE, 0));
    tables.files.add(new Entry(Text.NONE, 0));
    long at = header.absolutePosition();
    while (!header.skipString()) {
      tables.directories.add(new Entry(new Text(Place.LINE, at), 0));
      at = header.absolutePosition();
    }
    at = header.absolutePosition();
    while (!header.skipString()) {
      tables.files.add(new Entry(new Text(Place.LINE, at), header.uleb()));
      header.uleb(); // time
      header.uleb(); // size
      at = header.absolutePosition();
    }
    return tables;
  }

  /** Of version 5, which counts from 0; directory 0 is where the compiler ran. */
  static LineFiles readVersion5(DwarfReader header, boolean wide, DwarfStrings strings)
      throws ElfException {
    LineFiles tables = new LineFiles(strings);
    readTable(header, wide, tables.directories);
    readTable(header, wide, tables.files);
    return tables;
  }

  private static void readTable(DwarfReader header, boolean wide, List<Entry> table)
      throws ElfException {
    List<Format> formats = new ArrayList<>();
    int formatCount = header.u8();
    for (int i = 0; i < formatCount; i++) {
      formats.add(new Format(header.uleb(), (int) header.uleb()));
    }
    long count = header.uleb();
    // Each entry takes a byte at least.
    if (count < 0 || count > header.remaining()) {
      throw new ElfException("its line numbers are damaged");
    }
    for (long i = 0; i < count; i++) {
      table.add(entry(header, wide, formats));
    }
  }

  private static Entry entry(DwarfReader header, boolean wide, List<Format> formats)
      throws ElfException {
    Text name = Text.NONE;
    long directory = 0;
    for (Format format : formats) {
      if (format.content == DW_LNCT_PATH) {
        name = DwarfForm.text(header, format.form, wide);
      } else {
        long value = DwarfForm.number(header, format.form, wide);
        directory = format.content == DW_LNCT_DIRECTORY_INDEX ? value : directory;
      }
    }
    return new Entry(name, directory);
  }

  /** The path of the file of that index. */
  String path(long index) {
    if (index < 0 || index >= files.size()) {
      return "?";
    }
    Entry file = files.get((int) index);
    String name = strings.get(file.name);
    return name.startsWith("/") ? name : directory(file.directory) + name;
  }

  private String directory(long index) {
    if (index < 0 || index >= directories.size()) {
      return "";
    }
    Text text = directories.get((int) index).name;
    if (text.place() == Place.NONE) {
      return "";
    }
    String name = strings.get(text);
    String parent = index == 0 || name.startsWith("/") ? "" : directory(0);
    return parent + name + "/";
  }
}
