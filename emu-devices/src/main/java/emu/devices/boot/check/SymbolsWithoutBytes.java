package emu.devices.boot.check;

import emu.devices.elf.ElfSection;
import emu.devices.elf.Symbol;
import java.util.List;

/** {@link FindingKind#SYMBOLS_WITHOUT_BYTES}. */
final class SymbolsWithoutBytes implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.loads().isEmpty()) {
      return List.of();
    }
    List<Symbol> lost =
        kernel.names().all().stream()
            .filter(symbol -> symbol.type() == Symbol.STT_FUNC && symbol.size() > 0)
            .filter(symbol -> !hasBytes(kernel, symbol))
            .toList();
    if (lost.isEmpty()) {
      return List.of();
    }
    Symbol last = lost.getLast();
    return List.of(
        FindingKind.SYMBOLS_WITHOUT_BYTES.error(
            "%,d functions have no bytes in the file, as %s at 0x%x: it is far smaller than its"
                    .formatted(lost.size(), last.name(), last.address())
                + " symbols say",
            "link again and keep all sections: objcopy --only-section or -R removed some, or"
                + " objcopy --only-keep-debug made a file for debuggers only"));
  }

  private static boolean hasBytes(Subject kernel, Symbol symbol) {
    if (symbol.section() < kernel.sections().size()) {
      ElfSection section = kernel.sections().get(symbol.section());
      if (section.type() == ElfSection.SHT_NOBITS && section.isExecutable()) {
        return false;
      }
    }
    return kernel.loads().stream()
        .anyMatch(segment ->
            segment.coversVirtual(symbol.address())
                && Long.compareUnsigned(
                        symbol.address() - segment.virtualAddress(), segment.fileSize())
                    < 0);
  }
}
