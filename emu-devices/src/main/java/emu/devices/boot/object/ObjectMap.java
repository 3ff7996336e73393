package emu.devices.boot.object;

import emu.devices.boot.BootException;
import emu.devices.elf.ElfSection;
import emu.devices.elf.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Where the parts of an object file go, one behind the other. */
final class ObjectMap {
  private static final long MOST_ALIGNMENT = 1 << 30;
  private static final int MOST_NAMES = 8;

  /** What code calls the table of addresses. */
  private static final String GOT = "_GLOBAL_OFFSET_TABLE_";

  private final ObjectFile file;
  private final Map<Integer, Long> sections = new HashMap<>();
  private final Map<Integer, Long> common = new HashMap<>();
  private final Got got;
  private final long start;
  private long end;

  /** Puts all of {@code file} behind {@code start}. */
  ObjectMap(ObjectFile file, long start) throws BootException {
    this.file = file;
    this.start = start;
    this.end = start;
    this.got = new Got(file.wide());
    for (ElfSection section : file.sections()) {
      sections.put(section.index(), take(section.size(), section.alignment(), section.name()));
    }
    List<Symbol> symbols = file.symbols();
    for (int i = 0; i < symbols.size(); i++) {
      if (symbols.get(i).section() == Symbol.SHN_COMMON) {
        // The value of such a symbol is its alignment.
        Symbol symbol = symbols.get(i);
        common.put(i, take(symbol.size(), symbol.address(), symbol.name()));
      }
    }
    file.relocations().values().forEach(table -> table.forEach(got::add));
    got.place(take(got.size(), got.word(), GOT));
  }

  private long take(long size, long alignment, String name) throws BootException {
    long step = Math.max(1, alignment);
    long at = (end + step - 1) & -step;
    if (Long.bitCount(step) != 1 || step > MOST_ALIGNMENT || size < 0 || at + size < start) {
      throw new BootException(
          "%s is damaged: %s has %d bytes on a multiple of %d; make it again"
              .formatted(file.what(), name, size, alignment));
    }
    end = at + size;
    return at;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  Got got() {
    return got;
  }

  long address(ElfSection section) {
    return sections.get(section.index());
  }

  /** Address of symbol {@code index}; empty if it is defined nowhere. */
  OptionalLong address(int index) {
    Symbol symbol = file.symbols().get(index);
    int section = symbol.section();
    if (section == Symbol.SHN_UNDEF) {
      boolean zero = index == 0 || symbol.binding() == Symbol.STB_WEAK;
      return symbol.name().equals(GOT)
          ? OptionalLong.of(got.address())
          : zero ? OptionalLong.of(0) : OptionalLong.empty();
    }
    if (section == Symbol.SHN_ABS) {
      return OptionalLong.of(symbol.address());
    }
    Long place = section == Symbol.SHN_COMMON ? common.get(index) : sections.get(section);
    if (place == null) {
      // A section of no size, or one that is not in memory.
      return OptionalLong.of(symbol.address());
    }
    return OptionalLong.of(section == Symbol.SHN_COMMON ? place : place + symbol.address());
  }

  /** Address of the symbol of that name, if it is defined. */
  OptionalLong address(String name) {
    for (int i = 1; i < file.symbols().size(); i++) {
      Symbol symbol = file.symbols().get(i);
      if (symbol.name().equals(name) && symbol.section() != Symbol.SHN_UNDEF) {
        return address(i);
      }
    }
    return OptionalLong.empty();
  }

  /** Sees to it that all symbols that are used are defined. */
  void checkDefined() throws BootException {
    List<String> missing = new ArrayList<>();
    for (int i = 1; i < file.symbols().size(); i++) {
      if (address(i).isEmpty()) {
        missing.add(file.symbols().get(i).name());
      }
    }
    if (!missing.isEmpty()) {
      String more =
          missing.size() > MOST_NAMES ? " and %d more".formatted(missing.size() - MOST_NAMES) : "";
      throw new BootException(
          "%s uses symbols that it does not define, %s%s: link it with what defines them, with ld -r"
                  .formatted(
                      file.what(),
                      String.join(", ", missing.subList(0, Math.min(missing.size(), MOST_NAMES))),
                      more)
              + " for instance");
    }
  }
}
