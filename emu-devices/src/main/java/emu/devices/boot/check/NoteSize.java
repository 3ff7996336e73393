package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfException;
import java.util.ArrayList;
import java.util.List;

/** {@link FindingKind#NOTE_SIZE}. */
final class NoteSize implements Rule {
  private static final String CURE =
      "write .long 4 for the size and .long _start for the value, with _start's physical address;"
          + " with a higher half, .long _start - OFFSET";

  @Override
  public List<Finding> check(Subject kernel) throws ElfException {
    if (NoteRules.hasPvhNote(kernel)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (FoundNote note : NoteRules.all(kernel).toList()) {
      if (note.isOfXen() && note.isOfPvhType() && findings.isEmpty()) {
        int size = note.note().value().size();
        String cause =
            "the PVH note in "
                + note.place()
                + (size == 8
                    ? " holds "
                        + Sizes.hex(note.note().value().u64(0))
                        + ", which is no 32-bit physical address"
                    : " has a value of " + size + " bytes, not 4");
        findings.add(FindingKind.NOTE_SIZE.error(cause, CURE));
      }
    }
    return findings;
  }
}
