package emu.api;

import emu.core.crash.AddressNames;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.LineTable;
import emu.devices.elf.SourceLine;
import emu.devices.elf.SymbolTable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names of addresses by the symbols and line numbers of a kernel. An address at which the kernel
 * was loaded, but for which it was not linked, counts too: before its page tables are loaded a
 * kernel of the higher half runs there.
 */
public final class SymbolNames implements AddressNames {
  private final Optional<ElfFile> file;
  private final SymbolTable symbols;
  private final LineTable lines;

  private SymbolNames(Optional<ElfFile> file, SymbolTable symbols, LineTable lines) {
    this.file = file;
    this.symbols = symbols;
    this.lines = lines;
  }

  /** Those in {@code path}, an ELF file or a System.map; none if it has none that can be read. */
  public static AddressNames of(Path path) {
    try {
      ElfFile file = ElfFile.read(path);
      return new SymbolNames(Optional.of(file), SymbolTable.of(file), linesOf(file));
    } catch (ElfException e) {
      return ofMap(path);
    }
  }

  private static AddressNames ofMap(Path path) {
    try {
      return new SymbolNames(Optional.empty(), SymbolTable.read(path), LineTable.EMPTY);
    } catch (ElfException e) {
      return AddressNames.NONE;
    }
  }

  private static LineTable linesOf(ElfFile file) {
    try {
      return LineTable.of(file);
    } catch (ElfException e) {
      return LineTable.EMPTY;
    }
  }

  @Override
  public String describe(long address) {
    long linked = symbols.at(address).isPresent() ? address : linked(address);
    String symbol = symbols.describe(linked).map(" <%s>"::formatted).orElse("");
    String line = lines.at(linked).map(SourceLine::toString).map(" (%s)"::formatted).orElse("");
    return "0x%x%s%s".formatted(address, symbol, line);
  }

  private long linked(long address) {
    try {
      return file.isPresent() ? file.get().virtualAddress(address).orElse(address) : address;
    } catch (ElfException e) {
      return address;
    }
  }
}
