package emu.devices.boot.check;

import emu.devices.elf.Symbol;
import java.util.List;
import java.util.stream.Collectors;

/** {@link FindingKind#UNDEFINED_SYMBOLS}. Weak symbols may stay undefined. */
final class UndefinedSymbols implements Rule {
  private static final int SHOWN = 8;

  @Override
  public List<Finding> check(Subject kernel) {
    List<String> undefined =
        kernel.symbols().stream()
            .filter(symbol ->
                symbol.section() == Symbol.SHN_UNDEF
                    && symbol.binding() == Symbol.STB_GLOBAL
                    && !symbol.name().isEmpty())
            .map(Symbol::name)
            .toList();
    if (undefined.isEmpty()) {
      return List.of();
    }
    String names = undefined.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return List.of(
        FindingKind.UNDEFINED_SYMBOLS.error(
            "%,d symbols are used and not defined: %s%s"
                .formatted(
                    undefined.size(),
                    names,
                    undefined.size() > SHOWN ? " and " + (undefined.size() - SHOWN) + " more" : ""),
            "link it with the object files or libraries that define them, without -r and"
                + " --unresolved-symbols; gcc itself wants memcpy, memset, memmove and memcmp from"
                + " you, and libgcc (-lgcc) for some arithmetic"));
  }
}
