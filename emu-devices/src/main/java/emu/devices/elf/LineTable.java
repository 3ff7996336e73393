package emu.devices.elf;

import emu.devices.elf.LineRows.FileName;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/** Which line of source the code at an address was made from, by .debug_line. */
public final class LineTable {
  /** One that knows nothing. */
  public static final LineTable EMPTY =
      new LineTable(new long[0], new int[0], new int[0], List.of());

  private static final long WIDE_FOLLOWS = 0xFFFF_FFFFL;

  private final long[] addresses;
  private final int[] fileOf;
  private final int[] lines;
  private final List<FileName> files;

  /** Rows by address; each holds up to the next; line 0 is none. */
  LineTable(long[] addresses, int[] fileOf, int[] lines, List<FileName> files) {
    this.addresses = addresses;
    this.fileOf = fileOf;
    this.lines = lines;
    this.files = files;
  }

  /**
   * The line numbers in {@code file}; none if it has none. Damaged parts of them are left out.
   *
   * @throws ElfException if its sections cannot be read
   */
  public static LineTable of(ElfFile file) throws ElfException {
    return of(file, ElfSection::address);
  }

  /**
   * The same of an object file that was put into memory.
   *
   * @param placement where each section is; asked of object files only
   */
  public static LineTable of(ElfFile file, ToLongFunction<ElfSection> placement)
      throws ElfException {
    ElfBytes line = section(file, ".debug_line", placement);
    DwarfStrings strings =
        new DwarfStrings(
            line,
            section(file, ".debug_line_str", placement),
            section(file, ".debug_str", placement));
    LineRows rows = new LineRows(codeOf(file));
    DwarfReader units = new DwarfReader(line);
    try {
      while (units.remaining() > 0) {
        long length = units.unsigned(4);
        boolean wide = length == WIDE_FOLLOWS;
        unit(units.part(wide ? units.unsigned(8) : length), wide, strings, rows);
      }
    } catch (ElfException e) {
      // It goes as far as it is whole.
    }
    return rows.table();
  }

  private static void unit(DwarfReader unit, boolean wide, DwarfStrings strings, LineRows rows) {
    try {
      LineHeader header = LineHeader.read(unit, wide, strings);
      rows.begin(header.files());
      LineProgram.run(header, rows);
    } catch (ElfException e) {
      // The next unit may be whole.
    }
  }

  private static ElfBytes section(ElfFile file, String name, ToLongFunction<ElfSection> placement)
      throws ElfException {
    Optional<ElfSection> section = file.section(name);
    return section.isPresent()
        ? RelocatedSection.of(file, section.get(), placement)
        : ElfBytes.of(ByteBuffer.allocate(0), file.what());
  }

  private static LongPredicate codeOf(ElfFile file) throws ElfException {
    if (file.header().type() == ElfHeader.ET_REL) {
      return address -> true; // Nothing was dropped.
    }
    List<ElfSection> code = file.sections().stream().filter(ElfSection::isExecutable).toList();
    return address -> code.stream().anyMatch(section -> section.covers(address));
  }

  /** The line of the code at {@code address}. */
  public Optional<SourceLine> at(long address) {
    int low = 0;
    int high = addresses.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int found = low - 1;
    if (found < 0 || lines[found] == 0) {
      return Optional.empty();
    }
    FileName name = files.get(fileOf[found]);
    return Optional.of(new SourceLine(name.files().path(name.index()), lines[found]));
  }

  /** Takes stretches of code that were made of one line. */
  @FunctionalInterface
  public interface Visitor {

    /** The code from {@code first} to before {@code next}, unsigned, was made of {@code line}. */
    void visit(long first, long next, SourceLine line);
  }

  /** Shows {@code visitor} all code that has a line, by address. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i + 1 < addresses.length; i++) {
      if (lines[i] != 0 && addresses[i] != addresses[i + 1]) {
        FileName name = files.get(fileOf[i]);
        SourceLine line = new SourceLine(name.files().path(name.index()), lines[i]);
        visitor.visit(addresses[i], addresses[i + 1], line);
      }
    }
  }

  /** Whether it knows nothing. */
  public boolean isEmpty() {
    return addresses.length == 0;
  }
}
