package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.Symbol;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link FindingKind#NOTE_ENTRY_SYMBOL}. */
final class NoteEntrySymbol implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.pvhNote().isEmpty() || !kernel.hasCodeAt(kernel.pvhNote().get().entry())) {
      return List.of();
    }
    long entry = kernel.pvhNote().get().entry();
    Optional<Symbol> there = kernel.symbolAt(entry);
    if (there.isEmpty()) {
      return List.of(); // Stripped.
    }
    boolean starts = kernel.physical(there.get()) == entry;
    Optional<Symbol> meant =
        kernel.names().all().stream()
            .filter(symbol ->
                EntryNames.isEntry(symbol.name())
                    && symbol.type() != Symbol.STT_OBJECT
                    && kernel.hasCodeAt(kernel.physical(symbol)))
            .min(Comparator.comparingInt(symbol -> EntryNames.rank(symbol.name())));
    boolean right = starts && there.get().type() != Symbol.STT_OBJECT;
    boolean agreed =
        EntryNames.isEntry(there.get().name())
            || meant.isEmpty()
            || kernel.header().entry() == there.get().address();
    return right && agreed ? List.of() : List.of(finding(kernel, entry, starts, right, meant));
  }

  private static Finding finding(
      Subject kernel, long entry, boolean starts, boolean right, Optional<Symbol> meant) {
    String cause =
        "the PVH note names "
            + kernel.describe(entry)
            + (starts ? "" : ", in the middle of a function")
            + meant
                .map(symbol ->
                    ", and "
                        + symbol.name()
                        + " ("
                        + Sizes.hex(kernel.physical(symbol))
                        + ") looks like the entry")
                .orElse("");
    String cure =
        "write the entry's symbol in the note, not a number: .long "
            + meant.map(Symbol::name).orElse("_start");
    return right || meant.isEmpty()
        ? FindingKind.NOTE_ENTRY_SYMBOL.warning(cause, cure)
        : FindingKind.NOTE_ENTRY_SYMBOL.error(cause, cure);
  }
}
