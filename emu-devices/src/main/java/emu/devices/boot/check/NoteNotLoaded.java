package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#NOTE_NOT_LOADED}. */
final class NoteNotLoaded implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.pvhNote().isPresent()) {
      return List.of();
    }
    return kernel.sectionNotes().stream()
        .filter(FoundNote::isPvh)
        .limit(1)
        .map(note ->
            FindingKind.NOTE_NOT_LOADED.error(
                "section "
                    + note.place()
                    + " has the PVH note, but no program header of type PT_NOTE names it, and"
                    + " loaders look at these only",
                "declare the section as notes that are in memory, .section .note.Xen, \"a\", @note,"
                    + " and place it in the linker script: PHDRS { note PT_NOTE; } and"
                    + " .note : { KEEP(*(.note.Xen)) } :text :note"))
        .toList();
  }
}
