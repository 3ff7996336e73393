package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#NOTE_OWNER}. */
final class NoteOwner implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (NoteRules.hasPvhNote(kernel)) {
      return List.of();
    }
    return NoteRules.all(kernel)
        .filter(note -> note.isOfPvhType() && !note.isOfXen() && note.entry() >= 0)
        .limit(1)
        .map(note ->
            FindingKind.NOTE_OWNER.error(
                "the note of type 18 in "
                    + note.place()
                    + " is of owner \""
                    + note.note().owner()
                    + "\" (n_namesz "
                    + note.note().ownerSize()
                    + "), not \"Xen\" with its zero (n_namesz 4)",
                "write .long 4 for the size and .asciz \"Xen\" for the owner; in Rust, the bytes"
                    + " *b\"Xen\\0\""))
        .toList();
  }
}
