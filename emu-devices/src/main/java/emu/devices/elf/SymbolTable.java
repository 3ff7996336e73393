package emu.devices.elf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Names of addresses, and addresses of names. Addresses are unsigned. */
public final class SymbolTable {
  /** By address; where several have the same, the one that people would name stands last. */
  private static final Comparator<Symbol> ORDER =
      Comparator.comparing(Symbol::address, Long::compareUnsigned)
          .thenComparingInt(SymbolTable::rank);

  /** One that knows nothing. */
  public static final SymbolTable EMPTY = of(List.of(), symbol -> symbol.address());

  private final Symbol[] symbols;
  private final long[] addresses;

  /** The last address that each is the name of. */
  private final long[] last;

  /** For each the one before it that goes on beyond its start; -1 if there is none. */
  private final int[] enclosing;

  private final Map<String, Symbol> names;

  private SymbolTable(Symbol[] sorted, long[] last, Map<String, Symbol> names) {
    this.symbols = sorted;
    this.addresses = Arrays.stream(sorted).mapToLong(Symbol::address).toArray();
    this.last = last;
    this.enclosing = enclosing(addresses, last);
    this.names = names;
  }

  /**
   * The symbols in the host's file {@code path}.
   *
   * @throws ElfException if that is neither an ELF file nor a System.map
   */
  public static SymbolTable read(Path path) throws ElfException {
    ByteBuffer data = ElfFile.map(path);
    if (ElfFile.isElf(data)) {
      return of(ElfFile.of(data, path.toString()));
    }
    if (SystemMap.isSystemMap(data)) {
      return SystemMap.read(data);
    }
    throw new ElfException(
        path + " has no symbols: give an ELF file that is not stripped, or a System.map");
  }

  /**
   * The symbols of {@code file}; none if it is stripped.
   *
   * @throws ElfException if they are damaged
   */
  public static SymbolTable of(ElfFile file) throws ElfException {
    return of(file, ElfSection::address);
  }

  /**
   * The symbols of the kernel {@code file}: if it is stripped, those that Linux keeps of itself.
   *
   * @throws ElfException if they are damaged
   */
  public static SymbolTable ofKernel(ElfFile file) throws ElfException {
    SymbolTable table = of(file);
    return table.symbols.length > 0 ? table : SystemMap.table(Kallsyms.read(file));
  }

  /**
   * The same of an object file that was put into memory.
   *
   * @param placement where each section is; asked of object files only
   */
  public static SymbolTable of(ElfFile file, ToLongFunction<ElfSection> placement)
      throws ElfException {
    List<Symbol> found = SymbolReader.readAll(file, ElfSection.SHT_SYMTAB);
    if (found.isEmpty()) {
      found = SymbolReader.readAll(file, ElfSection.SHT_DYNSYM);
    }
    List<ElfSection> sections = file.sections();
    boolean object = file.header().type() == ElfHeader.ET_REL;
    List<Symbol> placed = new ArrayList<>(found.size());
    for (Symbol symbol : found) {
      boolean moves = object && symbol.section() > 0 && symbol.section() < sections.size();
      placed.add(
          moves ? symbol.plus(placement.applyAsLong(sections.get(symbol.section()))) : symbol);
    }
    return of(placed, symbol -> lastOf(symbol, sections, object, placement));
  }

  /** A symbol without a size goes as far as its section. */
  private static long lastOf(
      Symbol symbol,
      List<ElfSection> sections,
      boolean object,
      ToLongFunction<ElfSection> placement) {
    if (symbol.size() != 0 || symbol.section() >= sections.size()) {
      return symbol.address() + Math.max(0, symbol.size() - 1);
    }
    ElfSection section = sections.get(symbol.section());
    long start = object ? placement.applyAsLong(section) : section.address();
    long rest = start + section.size() - symbol.address();
    return symbol.address() + (Long.compareUnsigned(rest, section.size()) <= 0 ? rest - 1 : 0);
  }

  /**
   * A table of {@code symbols}.
   *
   * @param last the last address that a symbol is the name of; less if it has no size and another
   *     follows
   */
  static SymbolTable of(Collection<Symbol> symbols, ToLongFunction<Symbol> last) {
    Symbol[] places = symbols.stream().filter(Symbol::isPlace).sorted(ORDER).toArray(Symbol[]::new);
    Map<String, Symbol> names = HashMap.newHashMap(symbols.size());
    for (Symbol symbol : symbols) {
      if (symbol.isDefined()) {
        names.merge(symbol.name(), symbol, (a, b) -> rank(b) > rank(a) ? b : a);
      }
    }
    return new SymbolTable(places, ends(places, last), names);
  }

  private static long[] ends(Symbol[] places, ToLongFunction<Symbol> last) {
    long[] ends = new long[places.length];
    long beforeNext = -1;
    for (int i = places.length - 1; i >= 0; i--) {
      if (i < places.length - 1 && places[i + 1].address() != places[i].address()) {
        beforeNext = places[i + 1].address() - 1;
      }
      long end = last.applyAsLong(places[i]);
      boolean cut = places[i].size() == 0 && Long.compareUnsigned(end, beforeNext) > 0;
      ends[i] = cut ? beforeNext : end;
    }
    return ends;
  }

  private static int rank(Symbol symbol) {
    int type = symbol.type() == Symbol.STT_FUNC ? 2 : symbol.type() == Symbol.STT_OBJECT ? 1 : 0;
    int binding =
        symbol.binding() == Symbol.STB_GLOBAL ? 2 : symbol.binding() == Symbol.STB_WEAK ? 1 : 0;
    return (symbol.size() > 0 ? 16 : 0) + 4 * type + binding;
  }

  private static int[] enclosing(long[] addresses, long[] last) {
    int[] enclosing = new int[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      int before = i - 1;
      while (before >= 0 && Long.compareUnsigned(last[before], addresses[i]) < 0) {
        before = enclosing[before];
      }
      enclosing[i] = before;
    }
    return enclosing;
  }

  /**
   * The symbol that {@code address} lies in: the nearest that starts there or before and, if it has
   * a size, is long enough.
   */
  public Optional<Symbol> at(long address) {
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
    while (found >= 0 && Long.compareUnsigned(last[found], address) < 0) {
      found = enclosing[found];
    }
    return found < 0 ? Optional.empty() : Optional.of(symbols[found]);
  }

  /** {@code address} as "name+0x12", or "name" where it starts; empty if it lies in no symbol. */
  public Optional<String> describe(long address) {
    return at(address)
        .map(symbol -> {
          long distance = address - symbol.address();
          return symbol.name() + (distance == 0 ? "" : "+0x" + Long.toHexString(distance));
        });
  }

  /** The symbol of that name; of several, the global one, and functions first. */
  public Optional<Symbol> find(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /** All that stand for places, by address. */
  public List<Symbol> all() {
    return List.of(symbols);
  }
}
