package emu.cli.disasm;

import emu.cli.error.UserException;
import emu.cli.option.Address;
import emu.core.inspect.CodeListing;
import emu.devices.boot.LoaderCache;
import emu.devices.elf.SourceLine;
import emu.devices.elf.Symbol;
import emu.devices.elf.SymbolTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes code as text: names, source lines, addresses, bytes, instructions. */
public final class Disassembly {
  /** Instructions if nothing says how many. */
  private static final int USUAL = 32;

  private static final int MOST_BYTES = 15;
  private static final int BYTES_WIDTH = 3 * 10;

  /**
   * What of a file is wanted.
   *
   * @param base where a file that does not say lies
   * @param at address or symbol to start at; null: where the file starts
   * @param count instructions at the most
   * @param length bytes at the most
   * @param bits 16, 32 or 64; 0: as the file says
   */
  public record Request(
      OptionalLong base, String at, OptionalLong count, OptionalLong length, int bits) {}

  private final CodeFile file;
  private final PrintWriter out;
  private String lastLine = "";

  private Disassembly(CodeFile file, PrintWriter out) {
    this.file = file;
    this.out = out;
  }

  /** Writes what {@code request} wants of {@code path} to {@code out}. */
  public static void write(Path path, LoaderCache cache, Request request, PrintWriter out) {
    CodeFile file = CodeFile.read(path, request.base, cache);
    new Disassembly(file, out).write(request);
    out.flush();
  }

  private void write(Request request) {
    Optional<Symbol> symbol = Optional.ofNullable(request.at).flatMap(file.symbols()::find);
    long start = request.at == null ? file.start() : address(request.at, symbol);
    boolean whole =
        symbol.isPresent()
            && symbol.get().size() > 0
            && request.count.isEmpty()
            && request.length.isEmpty();
    int most =
        bounded(request.count.orElse(request.length.isPresent() || whole ? Long.MAX_VALUE : USUAL));
    long bytes =
        bounded(request.length.orElse(whole ? symbol.get().size() : (long) most * MOST_BYTES));
    int bits = request.bits != 0 ? request.bits : bits(start);
    byte[] code = file.at(start).from(start, bytes);
    CodeListing.of(code, start, bits, most).forEach(this::line);
  }

  /** {@code number}, which is unsigned, if it is not too large for an array. */
  private static int bounded(long number) {
    return number < 0 ? Integer.MAX_VALUE : (int) Math.min(number, Integer.MAX_VALUE);
  }

  private int bits(long start) {
    OptionalLong narrow = file.entry32();
    return narrow.isPresent() && narrow.getAsLong() == start ? 32 : file.bits();
  }

  private long address(String text, Optional<Symbol> symbol) {
    if (symbol.isPresent()) {
      return symbol.get().address();
    }
    if (Address.matches(text)) {
      return Address.of(text);
    }
    throw new UserException(
        "--at: %s has no symbol '%s': give one that it has, or an address as 0x1000"
            .formatted(file.name(), text));
  }

  private void line(CodeListing.Line line) {
    long address = line.code().address();
    SymbolTable symbols = file.symbols();
    symbols
        .at(address)
        .filter(symbol -> symbol.address() == address)
        .ifPresent(symbol -> out.print("\n%s:\n".formatted(symbol.name())));
    String source = file.lines().at(address).map(SourceLine::toString).orElse("");
    if (!source.equals(lastLine) && !source.isEmpty()) {
      out.print("; %s\n".formatted(source));
    }
    lastLine = source;
    String bytes = line.code().bytes();
    out.print(
        "%16x:  %s%s%s%s\n"
            .formatted(
                address,
                bytes,
                " ".repeat(Math.max(1, BYTES_WIDTH - bytes.length())),
                line.code().text(),
                target(line)));
  }

  private String target(CodeListing.Line line) {
    if (line.target().isEmpty()) {
      return "";
    }
    long target = line.target().getAsLong();
    String name = file.symbols().describe(target).map(text -> " <" + text + ">").orElse("");
    boolean shown = line.code().text().contains("0x" + Long.toHexString(target));
    return shown ? name : " # 0x" + Long.toHexString(target) + name;
  }
}
