package emu.devices.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * A section header (gABI, "Sections"), as it stands there.
 *
 * @param index its place among them; 0 is no section
 * @param name its name, "" if that cannot be found
 * @param type sh_type: {@link #SHT_PROGBITS}, ...
 * @param flags sh_flags: {@link #SHF_ALLOC}, ...
 * @param address sh_addr, virtual
 * @param offset sh_offset, in the file
 * @param size sh_size
 * @param link sh_link
 * @param info sh_info
 * @param alignment sh_addralign
 * @param entrySize sh_entsize
 */
public record ElfSection(
    int index,
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize) {
  /** Types. */
  public static final int SHT_PROGBITS = 1;

  public static final int SHT_SYMTAB = 2;
  public static final int SHT_STRTAB = 3;
  public static final int SHT_RELA = 4;
  public static final int SHT_NOTE = 7;
  public static final int SHT_NOBITS = 8;
  public static final int SHT_REL = 9;
  public static final int SHT_DYNSYM = 11;

  /** Flags: writable, in memory, executable, compressed. */
  public static final int SHF_WRITE = 1;

  public static final int SHF_ALLOC = 2;
  public static final int SHF_EXECINSTR = 4;
  public static final int SHF_COMPRESSED = 0x800;

  private static final int MOST_NAME = 256;
  private static final int NAMES_INDEX_IS_IN_SECTION_0 = 0xFFFF; // SHN_XINDEX

  static List<ElfSection> readAll(ElfBytes file, ElfHeader header) throws ElfException {
    if (header.sectionHeaders() == 0) {
      return List.of();
    }
    ElfSection first = read(file, header, 0);
    long count = header.sectionHeaderCount() == 0 ? first.size : header.sectionHeaderCount();
    // Checks that they are all there.
    file.slice(header.sectionHeaders(), Math.min(count, 1L << 32) * size(header));
    List<ElfSection> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sections.add(read(file, header, i));
    }
    int names =
        header.namesIndex() == NAMES_INDEX_IS_IN_SECTION_0 ? first.link : header.namesIndex();
    if (names > 0 && names < sections.size()) {
      ElfSection table = sections.get(names);
      sections.replaceAll(section -> section.named(file, header, table));
    }
    return List.copyOf(sections);
  }

  static ElfSection read(ElfBytes file, ElfHeader header, int index) throws ElfException {
    int size = size(header);
    if (header.sectionHeaderSize() != size) {
      throw new ElfException(
          file.what()
              + " is damaged: its section headers are said to have "
              + header.sectionHeaderSize()
              + " bytes each; get the file again");
    }
    boolean wide = header.wide();
    int word = wide ? 8 : 4;
    file.slice(header.sectionHeaders(), size);
    ElfBytes bytes = file.slice(header.sectionHeaders() + (long) index * size, size);
    return new ElfSection(
        index,
        "",
        (int) bytes.u32(4),
        bytes.word(8, wide),
        bytes.word(8 + word, wide),
        bytes.word(8 + 2 * word, wide),
        bytes.word(8 + 3 * word, wide),
        (int) bytes.u32(8 + 4 * word),
        (int) bytes.u32(12 + 4 * word),
        bytes.word(16 + 4 * word, wide),
        bytes.word(16 + 5 * word, wide));
  }

  private static int size(ElfHeader header) {
    return header.wide() ? 64 : 40;
  }

  private ElfSection named(ElfBytes file, ElfHeader header, ElfSection names) {
    String found;
    try {
      long at = file.u32(header.sectionHeaders() + (long) index * size(header));
      found = file.slice(names.offset, names.size).string(at, MOST_NAME);
    } catch (ElfException e) {
      found = ""; // Names are for people.
    }
    return new ElfSection(
        index, found, type, flags, address, offset, size, link, info, alignment, entrySize);
  }

  /** Whether it is in memory when the program runs. */
  public boolean isAllocated() {
    return (flags & SHF_ALLOC) != 0;
  }

  /** Whether it holds instructions. */
  public boolean isExecutable() {
    return (flags & SHF_EXECINSTR) != 0;
  }

  /** Whether it has bytes in the file. */
  public boolean hasBytes() {
    return type != SHT_NOBITS && type != 0;
  }

  /** Whether {@code virtual} lies in it; only of allocated sections. */
  public boolean covers(long virtual) {
    return isAllocated()
        && Long.compareUnsigned(virtual, address) >= 0
        && Long.compareUnsigned(virtual - address, size) < 0;
  }

  /** Its flags as {@code readelf} shows them: "WAX". */
  public String flagText() {
    return ((flags & SHF_WRITE) != 0 ? "W" : "")
        + (isAllocated() ? "A" : "")
        + (isExecutable() ? "X" : "")
        + ((flags & SHF_COMPRESSED) != 0 ? "C" : "");
  }

  /** The name of its type without "SHT_". */
  public String typeName() {
    return switch (type) {
      case 0 -> "NULL";
      case SHT_PROGBITS -> "PROGBITS";
      case SHT_SYMTAB -> "SYMTAB";
      case SHT_STRTAB -> "STRTAB";
      case SHT_RELA -> "RELA";
      case 5 -> "HASH";
      case 6 -> "DYNAMIC";
      case SHT_NOTE -> "NOTE";
      case SHT_NOBITS -> "NOBITS";
      case SHT_REL -> "REL";
      case SHT_DYNSYM -> "DYNSYM";
      case 14 -> "INIT_ARRAY";
      case 15 -> "FINI_ARRAY";
      case 17 -> "GROUP";
      default -> "0x" + Integer.toHexString(type);
    };
  }
}
