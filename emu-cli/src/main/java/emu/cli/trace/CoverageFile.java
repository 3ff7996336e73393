package emu.cli.trace;

import emu.cli.error.UserException;
import emu.core.trace.Coverage;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.LineTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Coverage in one of the forms that tools read: lcov if the file's name ends in .info, or drcov.
 */
final class CoverageFile {
  private final Symbols symbols;

  /** Source lines, for lcov only. */
  private final Optional<LineTable> lines;

  private CoverageFile(Symbols symbols, Optional<LineTable> lines) {
    this.symbols = symbols;
    this.lines = lines;
  }

  /** One for what {@code path} is called, of the code that {@code symbols} know. */
  static CoverageFile of(Path path, Symbols symbols) {
    String name = path.toString();
    boolean lcov = name.endsWith(".info") || name.endsWith(".info.gz");
    return new CoverageFile(symbols, lcov ? Optional.of(lines(symbols)) : Optional.empty());
  }

  private static LineTable lines(Symbols symbols) {
    try {
      Optional<ElfFile> elf = symbols.elf();
      LineTable lines = elf.isPresent() ? LineTable.of(elf.get()) : LineTable.EMPTY;
      if (!lines.isEmpty()) {
        return lines;
      }
    } catch (ElfException e) {
      throw new UserException("--coverage: " + e.getMessage(), e);
    }
    throw new UserException(
        "--coverage: %s has no line numbers: build it with -g, name another file with --symbols, or"
                .formatted(symbols.where())
            + " give a name that ends in .drcov");
  }

  /** The bytes of the file. */
  byte[] bytes(Coverage coverage) {
    return lines
        .map(table -> new LcovFile(table::forEach, coverage.counts()).text())
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> new DrcovFile(symbols.elf(), symbols.where()).of(coverage.blocks()));
  }
}
