package emu.cli.trace;

import emu.cli.error.UserException;
import emu.cli.guest.GuestCache;
import emu.core.trace.AddressFilter.Range;
import emu.core.trace.SymbolNames;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.ByteView;
import emu.devices.boot.KernelElf;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.Symbol;
import emu.devices.elf.SymbolTable;
import java.nio.file.Path;
import java.util.Optional;

/** What is known of the code that a machine runs: names, and the file that it is from. */
final class Symbols implements SymbolNames {
  private static final long LARGEST = 1L << 30;

  private final SymbolTable table;
  private final Optional<ElfFile> elf;
  private final String where;

  private Symbols(SymbolTable table, Optional<ElfFile> elf, String where) {
    this.table = table;
    this.elf = elf;
    this.where = where;
  }

  /**
   * Those in the file that {@code --symbols} names, else in the kernel or the ELF file inside it.
   *
   * @param named what {@code --symbols} names, or null
   */
  static Symbols of(Path named, Optional<BootFile> kernel) {
    if (named != null) {
      return named(named);
    }
    String name = kernel.map(BootFile::name).orElse("no file");
    try {
      Optional<ElfFile> elf = kernel.isPresent() ? elfIn(kernel.get()) : Optional.empty();
      if (elf.isPresent()) {
        return new Symbols(SymbolTable.ofKernel(elf.get()), elf, name);
      }
    } catch (ElfException | BootException e) {
      // The loader has better words for it; and a record without names is one all the same.
    }
    return new Symbols(SymbolTable.EMPTY, Optional.empty(), name);
  }

  private static Symbols named(Path path) {
    try {
      SymbolTable table = SymbolTable.read(path);
      return new Symbols(table, elfAt(path), path.toString());
    } catch (ElfException e) {
      throw new UserException("--symbols: " + e.getMessage(), e);
    }
  }

  private static Optional<ElfFile> elfAt(Path path) {
    try {
      return Optional.of(ElfFile.read(path));
    } catch (ElfException e) {
      return Optional.empty(); // A System.map.
    }
  }

  private static Optional<ElfFile> elfIn(BootFile kernel) throws BootException, ElfException {
    ByteView file = ByteView.of(kernel.read("kernel", LARGEST), kernel.name());
    return KernelElf.in(file, GuestCache.ofUser(System.getenv()).ofLoader());
  }

  /** The file that the code is from, if it is an ELF file. */
  Optional<ElfFile> elf() {
    return elf;
  }

  /** What the file is called. */
  String where() {
    return where;
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
