package emu.cli.trace;

import emu.cli.error.UserException;
import emu.cli.option.Address;
import emu.core.trace.AddressFilter;
import emu.core.trace.AddressFilter.Range;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code -dfilter}, as QEMU does: {@code first..last}, {@code first+size}, {@code last-size}.
 * In place of a number may be a symbol, and a symbol alone is all of it.
 */
final class FilterSyntax {
  private static final Pattern SYNTAX =
      Pattern.compile("([^+.-]+(?:\\.(?!\\.)[^+.-]*)*)(?:(\\.\\.|[+-])(.+))?");

  private final Symbols symbols;

  FilterSyntax(Symbols symbols) {
    this.symbols = symbols;
  }

  /** The addresses that {@code ranges} are, all if there are none. */
  AddressFilter read(List<String> ranges) {
    return new AddressFilter(ranges.stream().map(this::range).toList());
  }

  private Range range(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new UserException(
          "-dfilter: '%s' is no range: give one as 0x1000..0x2000, 0x1000+0x100 or 0x1000-0x100"
              .formatted(text));
    }
    String start = matcher.group(1);
    if (matcher.group(2) == null) {
      return Address.matches(start)
          ? new Range(Address.of(start), Address.of(start))
          : symbols.range(start);
    }
    long first = address(start);
    long second = address(matcher.group(3));
    Range range =
        switch (matcher.group(2)) {
          case "+" -> new Range(first, first + second - 1);
          case "-" -> new Range(first - second + 1, first);
          default -> new Range(first, second);
        };
    if (Long.compareUnsigned(range.first(), range.last()) > 0) {
      throw new UserException("-dfilter: '%s' is empty: it ends before it begins".formatted(text));
    }
    return range;
  }

  private long address(String text) {
    return Address.matches(text) ? Address.of(text) : symbols.range(text).first();
  }
}
