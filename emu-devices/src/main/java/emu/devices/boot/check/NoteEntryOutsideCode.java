package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfSegment;
import java.util.List;
import java.util.Optional;

/** {@link FindingKind#NOTE_ENTRY_OUTSIDE_CODE}. */
final class NoteEntryOutsideCode implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    Optional<FoundNote> note = kernel.pvhNote();
    if (note.isEmpty() || kernel.loads().isEmpty() || kernel.hasCodeAt(note.get().entry())) {
      return List.of();
    }
    long entry = note.get().entry();
    Optional<ElfSegment> low32 =
        kernel.loads().stream()
            .filter(segment ->
                segment.virtualAddress() != segment.physicalAddress()
                    && (segment.coversVirtual(entry)
                        || segment.coversVirtual(entry | 0xFFFF_FFFFL << 32)))
            .findFirst();
    if (low32.isPresent()) {
      return List.of(
          FindingKind.NOTE_ENTRY_OUTSIDE_CODE.error(
              "the PVH note names " + Sizes.hex(entry) + ", a virtual address",
              "subtract the offset of the virtual addresses in the note: .long _start - "
                  + Sizes.hex(low32.get().virtualAddress() - low32.get().physicalAddress())));
    }
    return List.of(
        FindingKind.NOTE_ENTRY_OUTSIDE_CODE.error(
            "the PVH note names "
                + kernel.describe(entry)
                + ", where "
                + whatIsThere(kernel, entry),
            "let the note name the 32-bit entry function: .long _start, and see that its section is"
                + " placed in an executable segment"));
  }

  private static String whatIsThere(Subject kernel, long entry) {
    return kernel.loads().stream()
        .filter(segment -> segment.coversPhysical(entry))
        .findFirst()
        .map(segment ->
            segment.isExecutable()
                ? "only cleared memory is, behind the file's bytes"
                : "segment " + segment.index() + " is not executable")
        .orElse("the file puts nothing");
  }
}
