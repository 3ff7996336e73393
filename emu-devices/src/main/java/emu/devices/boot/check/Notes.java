package emu.devices.boot.check;

import emu.devices.elf.ElfBytes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfNote;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds notes, where loaders look for them and elsewhere. */
public final class Notes {
  private Notes() {}

  /** Physical address of the PVH entry of {@code elf}, if that has the note where loaders look. */
  public static OptionalLong pvhEntry(ElfFile elf) throws ElfException {
    return ofSegments(elf, elf.segments()).stream()
        .filter(FoundNote::isPvh)
        .mapToLong(FoundNote::entry)
        .findFirst();
  }

  /** Those in {@code segments}; what goes on behind the file's end is left out. */
  static List<FoundNote> ofSegments(ElfFile elf, List<ElfSegment> segments) {
    List<FoundNote> notes = new ArrayList<>();
    for (ElfSegment segment : segments) {
      if (segment.type() == ElfSegment.PT_NOTE) {
        try {
          String place = "program header " + segment.index();
          notes.addAll(read(place, true, elf.bytes(segment), segment.alignment()));
        } catch (ElfException e) {
          // Another rule tells.
        }
      }
    }
    return notes;
  }

  /** Those in {@code sections}, also in such as are notes by their names only. */
  static List<FoundNote> ofSections(ElfFile elf, List<ElfSection> sections) {
    List<FoundNote> notes = new ArrayList<>();
    for (ElfSection section : sections) {
      if (isNotes(section)) {
        try {
          notes.addAll(read(section.name(), false, elf.bytes(section), section.alignment()));
        } catch (ElfException e) {
          // As above.
        }
      }
    }
    return notes;
  }

  private static boolean isNotes(ElfSection section) {
    return section.type() == ElfSection.SHT_NOTE
        || section.type() == ElfSection.SHT_PROGBITS && section.name().startsWith(".note");
  }

  /** If the alignment shows no PVH note, they are read with the other padding. */
  private static List<FoundNote> read(
      String place, boolean inSegment, ElfBytes bytes, long alignment) {
    int padding = alignment == 8 ? 8 : 4;
    List<FoundNote> right = read(place, inSegment, bytes, padding, true);
    if (right.stream().anyMatch(FoundNote::isPvh)) {
      return right;
    }
    List<FoundNote> other = read(place, inSegment, bytes, 12 - padding, false);
    return other.stream().anyMatch(FoundNote::isPvh) ? other : right;
  }

  private static List<FoundNote> read(
      String place, boolean inSegment, ElfBytes bytes, int padding, boolean padded) {
    return ElfNote.readAll(bytes, padding).stream()
        .map(note -> new FoundNote(place, inSegment, padding, padded, note))
        .toList();
  }
}
