package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#NOTE_TYPE}. */
final class NoteType implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (NoteRules.all(kernel).anyMatch(FoundNote::isOfPvhType)) {
      return List.of();
    }
    return NoteRules.all(kernel)
        .filter(FoundNote::isOfXen)
        .limit(1)
        .map(note ->
            FindingKind.NOTE_TYPE.error(
                "the note of Xen in "
                    + note.place()
                    + " is of type "
                    + note.note().type()
                    + ", and the PVH entry is type 18 (XEN_ELFNOTE_PHYS32_ENTRY)",
                "write .long 18, which is 0x12, for the note's type"))
        .toList();
  }
}
