package emu.devices.boot.check;

import emu.devices.elf.ElfBytes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link FindingKind#NOTE_ALIGNMENT}. */
final class NoteAlignment implements Rule {
  private static final int LONGEST = 1 << 16;

  private static final String CURE =
      "put the note in a section of its own with 4-byte alignment: .align 4 before each of its"
          + " parts and no .align 8; discard .note.gnu.property in the linker script";

  @Override
  public List<Finding> check(Subject kernel) throws ElfException {
    Optional<FoundNote> found = kernel.pvhNote();
    if (found.isPresent()) {
      return found.get().padded()
          ? List.of()
          : List.of(
              FindingKind.NOTE_ALIGNMENT.warning(
                  "the PVH note in "
                      + found.get().place()
                      + " is found only if the notes are read as padded to "
                      + found.get().padding()
                      + " bytes, and its alignment says otherwise: other loaders will not see it",
                  CURE));
    }
    boolean seen = NoteRules.all(kernel).anyMatch(note -> note.isOfXen() || note.isOfPvhType());
    return seen ? List.of() : hidden(kernel);
  }

  private static List<Finding> hidden(Subject kernel) throws ElfException {
    List<Finding> findings = new ArrayList<>();
    for (ElfSegment segment : kernel.segments()) {
      if (segment.type() == ElfSegment.PT_NOTE && namesXen(kernel.elf().bytes(segment))) {
        findings.add(unreadable("program header " + segment.index()));
      }
    }
    for (ElfSection section : kernel.sections()) {
      boolean note = section.type() == ElfSection.SHT_NOTE && findings.isEmpty();
      if (note && namesXen(kernel.elf().bytes(section))) {
        findings.add(unreadable(section.name()));
      }
    }
    return findings;
  }

  private static Finding unreadable(String place) {
    return FindingKind.NOTE_ALIGNMENT.error(
        place
            + " has the text \"Xen\", but not where a note's owner stands: sizes or padding of"
            + " its notes are wrong",
        CURE);
  }

  private static boolean namesXen(ElfBytes bytes) throws ElfException {
    for (int at = 0; at <= Math.min(bytes.size(), LONGEST) - 4; at++) {
      if (bytes.u32(at) == 0x006E_6558) { // "Xen", zero
        return true;
      }
    }
    return false;
  }
}
