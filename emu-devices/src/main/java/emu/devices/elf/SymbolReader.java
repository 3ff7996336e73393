package emu.devices.elf;

import java.util.ArrayList;
import java.util.List;

/** Reads symbol tables. */
public final class SymbolReader {
  private static final int MOST_NAME = 1 << 16;

  private final ElfFile file;
  private final ElfBytes table;
  private final ElfBytes names;
  private long nameBudget;

  private SymbolReader(ElfFile file, ElfBytes table, ElfBytes names) {
    this.file = file;
    this.table = table;
    this.names = names;
    // Linkers let names share their ends, but not without bound.
    this.nameBudget = 1024 + 16L * names.size() + table.size();
  }

  /**
   * The symbols of the first section of {@code type}; the first symbol is none.
   *
   * @param type {@link ElfSection#SHT_SYMTAB} or {@link ElfSection#SHT_DYNSYM}
   * @throws ElfException if it is damaged
   */
  public static List<Symbol> readAll(ElfFile file, int type) throws ElfException {
    for (ElfSection section : file.sections()) {
      if (section.type() == type) {
        return readAll(file, section);
      }
    }
    return List.of();
  }

  /** The symbols of the symbol table {@code section}. */
  public static List<Symbol> readAll(ElfFile file, ElfSection section) throws ElfException {
    ElfBytes names = file.bytes(file.section(section.link()));
    return new SymbolReader(file, file.bytes(section), names).all();
  }

  private List<Symbol> all() throws ElfException {
    boolean wide = file.header().wide();
    int size = wide ? 24 : 16;
    List<Symbol> symbols = new ArrayList<>(table.size() / size);
    for (int at = 0; at <= table.size() - size; at += size) {
      int info = table.u8(at + (wide ? 4 : 12));
      symbols.add(
          new Symbol(
              name(table.u32(at)),
              wide ? table.u64(at + 8) : table.u32(at + 4),
              wide ? table.u64(at + 16) : table.u32(at + 8),
              info & 0xF,
              info >> 4,
              table.u16(at + (wide ? 6 : 14))));
    }
    return symbols;
  }

  private String name(long at) throws ElfException {
    String name = at == 0 ? "" : names.string(at, MOST_NAME);
    nameBudget -= name.length();
    if (nameBudget < 0) {
      throw new ElfException(file.what() + " is damaged: its symbols' names overlap");
    }
    return name;
  }
}
