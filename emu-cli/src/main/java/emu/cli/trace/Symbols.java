package emu.cli.trace;

import emu.cli.error.UserException;
import emu.core.trace.AddressFilter.Range;
import emu.core.trace.SymbolNames;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.Symbol;
import emu.devices.elf.SymbolTable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** The names of the code that a machine runs. */
final class Symbols implements SymbolNames {
  private static final long LARGEST = 1L << 30;

  private final SymbolTable table;
  private final String where;

  private Symbols(SymbolTable table, String where) {
    this.table = table;
    this.where = where;
  }

  /**
   * Those in the file that {@code --symbols} names, else in the kernel, if it is an ELF file.
   *
   * @param named what {@code --symbols} names, or null
   */
  static Symbols of(Path named, Optional<BootFile> kernel) {
    try {
      if (named != null) {
        return new Symbols(SymbolTable.read(named), named.toString());
      }
    } catch (ElfException e) {
      throw new UserException("--symbols: " + e.getMessage(), e);
    }
    if (kernel.isEmpty()) {
      return new Symbols(SymbolTable.EMPTY, "no file");
    }
    String name = kernel.get().name();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(kernel.get().read("kernel", LARGEST));
      if (ElfFile.isElf(bytes)) {
        return new Symbols(SymbolTable.of(ElfFile.of(bytes, name)), name);
      }
    } catch (ElfException | BootException e) {
      // The loader has better words for it; and a record without names is one all the same.
    }
    return new Symbols(SymbolTable.EMPTY, name);
  }

  @Override
  public String at(long address) {
    return table.describe(address).orElse("");
  }

  /** All addresses of the symbol called {@code name}. */
  Range range(String name) {
    Symbol symbol =
        table
            .find(name)
            .orElseThrow(() ->
                new UserException(
                    "there is no symbol '%s' in %s: name another file with --symbols"
                        .formatted(name, where)));
    long last = symbol.address() + Math.max(0, symbol.size() - 1);
    if (symbol.size() == 0) {
      last =
          table.all().stream()
              .map(Symbol::address)
              .filter(address -> Long.compareUnsigned(address, symbol.address()) > 0)
              .findFirst()
              .map(next -> next - 1)
              .orElse(last);
    }
    return new Range(symbol.address(), last);
  }
}
